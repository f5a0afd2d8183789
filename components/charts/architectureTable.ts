import {groups, sum} from "d3-array";
import {html} from "htl";
import type {LayerCost} from "../network/cost.js";
import {describe, type NetworkDescription, operationText, windowText} from "../network/describe.js";
import {networkIdentity, paperName} from "../network/identity.js";
import type {Leaf} from "../network/leaf.js";
import {namedNetwork} from "../network/named.js";
import type {NamedOptions} from "../network/networkFields.js";

/** What is published of a network's size. */
export interface PublishedSize {
  net: string;
  parametersMillion?: number;
  flopsBillion: number;
}

/** Options of architectureTable. */
export interface ArchitectureTableOptions {
  /** Published sizes, in rows of their own. Defaults to none. */
  published?: readonly PublishedSize[];
  caption?: string;
}

/** One stage of a network, or one layer before or after the stages. */
export interface ArchitectureRow {
  /** The outermost label of its layers: `layer1`. */
  stage: string;
  /** Height and width of its result. */
  size: string;
  /** The layers that have weights or pool: of a stage those of one block, its shortcut left out. */
  layers: readonly string[];
  /** How many blocks repeat them. */
  blocks: number;
}

/** A network by its name, or by its name and options. */
type TabledNetwork = string | ({readonly name: string} & NamedOptions);

/**
 * Returns a table of the networks *chosen*, side by side and stage by stage, as ResNet-50 and ResNeXt-50 are in Xie
 * et al. 2017 (arXiv:1611.05431), Table 1; and below, the parameters and multiply–adds, counted on their layers.
 */
export function architectureTable(
  chosen: readonly TabledNetwork[],
  {published = [], caption = defaultCaption}: ArchitectureTableOptions = {}
): HTMLElement {
  const all = chosen.map((choice) => (typeof choice === "string" ? {name: choice} : choice));
  const names = all.map(({name}) => name);
  const networks = all.map(({name, ...options}) => {
    const {expression, input} = namedNetwork(name, options);
    return describe(name, expression, input);
  });
  const papers = names.map((name) => paperName(networkIdentity(name)));
  const stages = networks.map(architectureRows);
  const line = (heading: string, cells: readonly unknown[]) =>
    html`<tr>
      <th scope="row" colspan="2">${heading}</th>
      ${cells.map((cell, i) => html`<td data-network=${papers[i]}>${cell}</td>`)}
    </tr>`;
  const counts = (countOf: (network: NetworkDescription) => number) =>
    networks.map((network) => countOf(network).toLocaleString("en"));
  const sizes = (sizeOf: (size: PublishedSize) => string) =>
    names.map((name) => published.filter(({net}) => net === name).map(sizeOf)[0] ?? "–");
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Architectures">
    <table class=${names.length > mostBeside ? "architectures stacked" : "architectures"}>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">stage</th>
          <th scope="col">output</th>
          ${papers.map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${stages[0].map(
          ({stage, size}) =>
            html`<tr>
              <th scope="row">${stage}</th>
              <td>${size}</td>
              ${stages.map(
                (rows, i) =>
                  html`<td data-network=${papers[i]}>
                    ${layersCell(rows.find((row) => row.stage === stage))}
                  </td>`
              )}
            </tr>`
        )}
      </tbody>
      <tbody>
        ${line(
          "parameters",
          counts(({parameters}) => parameters)
        )}
        ${line("of these, γ and β", counts(normParameters))}
        ${line(
          "multiply–adds",
          counts(({multiplyAdds}) => multiplyAdds)
        )}
        ${
          published.length === 0
            ? ""
            : [
                published.some(({parametersMillion}) => parametersMillion !== undefined)
                  ? line(
                      "parameters, published",
                      sizes(({parametersMillion}) => `${parametersMillion?.toFixed(1) ?? "–"} million`)
                    )
                  : "",
                line(
                  "FLOPs, published",
                  sizes(({flopsBillion}) => `${flopsBillion.toFixed(1)} billion`)
                )
              ]
        }
      </tbody>
    </table>
  </div>`;
}

/** More networks than these do not fit beside each other on a phone; there they stand one under the other. */
const mostBeside = 2;

const defaultCaption =
  "Layers of one block, and how often it is repeated. Where height and width change, a stage's first block has stride 2.";

/** Returns the rows of a network's table. */
export function architectureRows({layers}: NetworkDescription): ArchitectureRow[] {
  const shown = layers.filter(({step, onShortcut}) => shownTypes.has(step.type) && !onShortcut);
  return groups(shown, ({stage}) => stage).map(([stage, own]) => {
    const blocks = groups(own, ({block}) => block);
    const [, last] = blocks[blocks.length - 1]; // the first may stride
    const [height, width] = own[own.length - 1].output;
    return {
      stage,
      size: `${height}×${width}`,
      layers: last.map(({step}) => layerText(step)),
      blocks: blocks.length
    };
  });
}

/** Returns how many of a network's parameters are the γ and β of its normalizations. */
export function normParameters({layers}: NetworkDescription): number {
  return sum(layers, ({step, parameters}) => (step.type === "norm" ? parameters : 0));
}

const shownTypes: ReadonlySet<LayerCost["step"]["type"]> = new Set<Leaf["type"]>([
  "conv",
  "dense",
  "maxPool",
  "averagePool",
  "globalAveragePool"
]);

/** A convolution as the paper writes it, `3×3, 128, C = 32`; any other layer in the words of operationText. */
function layerText(step: LayerCost["step"]): string {
  if (step.type !== "conv") return operationText(step);
  const {filters, groups, dilation} = step;
  const others = [
    ...(groups > 1 ? [`C = ${groups}`] : []),
    ...(dilation > 1 ? [`dilation ${dilation}`] : [])
  ];
  return [windowText(step), filters, ...others].join(", ");
}

function layersCell(row: ArchitectureRow | undefined): Node | string {
  if (!row) return "–";
  const {layers, blocks} = row;
  if (layers.length === 1) return layers[0];
  return html`<span class="repeated"
    ><span class="bracket">${layers.flatMap((layer) => [html`<span>${layer}</span>`, " "])}</span> ×
    ${blocks}</span
  >`;
}
