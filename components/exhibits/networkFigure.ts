import {html} from "htl";
import {networkDiagram} from "../diagrams/networkDiagram.js";
import {namedNetwork} from "../network/named.js";
import {svgButton} from "../widgets/svgButton.js";

/** Returns a choice of networks by their *names*, and the diagram of the one chosen, whose groups open and close. */
export function networkFigure(names: readonly string[]): HTMLElement {
  const place = html`<div></div>`;
  const choice = html`<select>
    ${names.map((name) => html`<option value=${name}>${name}</option>`)}
  </select>` as HTMLSelectElement;
  const files = html`<span></span>`;

  function show(): void {
    const {expression, input} = namedNetwork(choice.value);
    const diagram = networkDiagram(expression, input, {label: choice.value});
    place.replaceChildren(diagram);
    files.replaceChildren(svgButton(diagram, choice.value));
  }

  choice.onchange = show;
  show();
  return html`<div>
    <div class="controls"><label>Network ${choice}</label>${files}</div>
    ${place}
  </div>`;
}
