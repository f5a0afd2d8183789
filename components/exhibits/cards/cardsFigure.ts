import {html} from "htl";
import {type Fault, faultsThrownBy} from "../../fields/fault.js";
import {faultList} from "../../widgets/faultList.js";
import {fitted, likelyWidth} from "../../widgets/fitted.js";
import {numberField} from "../../widgets/labFields.js";
import {type CardLayer, cardLayers} from "./cardLayers.js";
import {drawCards} from "./drawCards.js";

/** So many cards have room side by side. */
const mostCards = 8;

/** The drawing takes no more room than this, in pixels. */
const widest = 420;
let figures = 0; // for ids

/**
 * Returns the paper's AlexNet on two graphics cards, or on as many as a reader asks for: which layers see what all cards have,
 * drawn with the wires, and what those save that do not. Its value is the number of cards; it emits "input".
 */
export function cardsFigure({cards = 2}: {cards?: number} = {}): HTMLElement & {value: number} {
  const field = numberField({
    ...{name: "cards", label: "cards", value: cards, min: 1, max: mostCards, step: 1},
    setting: "cardinality"
  });
  const faults = faultList(`cards-${++figures}-fault`);
  const place = html`<div data-beside="409"></div>`;
  const sums = html`<div></div>`;
  let shown = {cards, layers: cardLayers(cards)};
  let width = likelyWidth(widest);

  function read(): readonly Fault[] {
    const fault = field.fault();
    if (fault) return [fault];
    return faultsThrownBy(() => {
      shown = {cards: field.value, layers: cardLayers(field.value)};
    });
  }

  function draw(): void {
    place.replaceChildren(drawCards(shown.layers, shown.cards, width));
    sums.replaceChildren(savedTable(shown.layers, shown.cards));
  }

  function show(): void {
    const found = read();
    faults.show(found);
    field.showFaults(found, faults.element.id);
    if (found.length === 0) draw();
  }

  const element = html`<div class="run" role="group" aria-label="AlexNet on graphics cards">
    <div class="controls">${field.element}</div>
    ${faults.element}
    <div class="tracer-parts">
      <div>${place}</div>
      <div>${sums}</div>
    </div>
  </div>`;
  element.addEventListener("input", show);
  show();
  fitted(place, (room) => ((width = room), draw()), {most: widest});
  return Object.defineProperty(element, "value", {get: () => shown.cards}) as HTMLElement & {value: number};
}

function savedTable(layers: readonly CardLayer[], cards: number): HTMLElement {
  const convolutions = layers.filter(({leaf}) => leaf.type === "conv");
  const sum = (of: "weights" | "weightsTogether") => convolutions.reduce((all, layer) => all + layer[of], 0);
  const all = {
    name: "all five",
    weights: sum("weights"),
    weightsTogether: sum("weightsTogether"),
    apart: false
  };
  return html`<table class="count-table">
    <thead>
      <tr>
        <th scope="col">weights</th>
        <th scope="col" class="number">on ${cards} ${cards === 1 ? "card" : "cards"}</th>
        <th scope="col" class="number">all see all</th>
      </tr>
    </thead>
    <tbody>
      ${[...convolutions, all].map(
        ({name, weights, weightsTogether, apart}) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td class="number">
              ${apart ? html`<b>${weights.toLocaleString("en")}</b>` : weights.toLocaleString("en")}
            </td>
            <td class="number">${weightsTogether.toLocaleString("en")}</td>
          </tr>`
      )}
    </tbody>
  </table>`;
}
