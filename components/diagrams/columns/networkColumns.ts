import {html} from "htl";
import {cost} from "../../network/cost.js";
import {depth} from "../../network/depth.js";
import type {Expression} from "../../network/expression.js";
import type {Volume} from "../../network/shapes.js";
import {fitted, likelyWidth} from "../../widgets/fitted.js";
import {type ColumnBand, columnBands} from "./columnBands.js";
import {columnsLayout} from "./columnsLayout.js";
import {drawColumns} from "./drawColumns.js";
import {type NetworkColumn, networkColumn} from "./networkColumn.js";
import {type SlabKind, slabKind, slabKinds} from "./slabKind.js";
import {rowsText} from "./slabText.js";

/** A network to be drawn as a column. */
export interface ColumnNetwork {
  /** What stands above it. */
  readonly title: string;
  readonly expression: Expression;
  readonly input: Volume;
}

/** A drawing of columns takes no more room than this, in pixels. */
const widest = 720;

const factNames = ["layers", "parameters", "mult–adds"];

/**
 * Returns *networks* side by side, drawn to scale from their expressions: a slab a layer, from the image at the top to the
 * classes; as wide as the square root of its channels; filled by its operation. Layers of about one resolution stand at one
 * height; a press on a resolution folds them to their number, and opens them again. Behind it is a table.
 */
export function networkColumns(networks: readonly ColumnNetwork[]): HTMLElement {
  const columns = networks.map(({expression, input}) => networkColumn(expression, input));
  const bands = columnBands(columns);
  const heads = networks.map(({title, expression, input}) => {
    const {parameters, multiplyAdds} = cost(expression, input);
    return {
      name: title,
      facts: [String(depth(expression)), shortCount(parameters), shortCount(multiplyAdds)]
    };
  });
  const label = `Networks to scale: ${heads
    .map(({name, facts}) => `${name}, ${facts.map((fact, i) => `${fact} ${factNames[i]}`).join(", ")}`)
    .join("; ")}`;
  const folded = new Set<number>();
  const place = html`<div class="diagram"></div>`;
  let width = likelyWidth(widest);

  function draw(): void {
    const layout = columnsLayout(columns, bands, {width, folded});
    place.replaceChildren(drawColumns(columns, layout, {heads, factNames, label}));
  }

  function toggle(event: Event): void {
    const octave = (event.target as Element).closest("[data-octave]")?.getAttribute("data-octave");
    if (!octave) return;
    event.preventDefault(); // a space would scroll the page
    const number = Number(octave);
    if (!folded.delete(number)) folded.add(number);
    draw();
    place.querySelector<SVGElement>(`[data-octave="${octave}"]`)?.focus();
  }

  place.onclick = toggle;
  place.onkeydown = (event) => {
    if (event.key === "Enter" || event.key === " ") toggle(event);
  };
  draw();
  fitted(place, (room) => ((width = room), draw()), {most: widest});
  return html`<div class="network-columns">
    ${columnsKey(columns)}${place}
    <details>
      <summary>As a table</summary>
      ${columnsTable(columns, bands, networks)}
    </details>
  </div>`;
}

/** Returns a count in three digits: `61.0 M`, `19.6 G`. */
export function shortCount(count: number): string {
  const [unit, letter] = count >= 1e9 ? [1e9, " G"] : count >= 1e6 ? [1e6, " M"] : [1e3, " k"];
  return `${(count / unit).toPrecision(3)}${letter}`;
}

/** What the fills mean that are there. */
function columnsKey(columns: readonly NetworkColumn[]): HTMLElement {
  const there = new Set(
    columns.flatMap(({rows}) => rows.flatMap(({slabs}) => slabs.map(({leaf}) => slabKind(leaf))))
  );
  const kinds = (Object.keys(slabKinds) as SlabKind[]).filter((kind) => there.has(kind));
  return html`<div class="legend">
    ${kinds.map((kind) => html`<span><i class=${`swatch ${kind}`}></i>${slabKinds[kind]}</span>`)}
    ${columns.some(({shortcuts}) => shortcuts.length > 0) ? html`<span><i class="swatch shortcut"></i>shortcut</span>` : ""}
  </div>`;
}

function columnsTable(
  columns: readonly NetworkColumn[],
  bands: readonly ColumnBand[],
  networks: readonly ColumnNetwork[]
): HTMLElement {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Layers by resolution">
    <table class="wrapping">
      <thead>
        <tr>
          <th scope="col">side</th>
          ${networks.map(({title}) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${bands.map(
          ({sides, ranges}) =>
            html`<tr>
              <th scope="row">${sides.join(", ")}</th>
              ${columns.map(({rows}, i) => html`<td>${rowsText(rows.slice(...ranges[i])) || "–"}</td>`)}
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}
