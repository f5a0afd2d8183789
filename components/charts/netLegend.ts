import {html} from "htl";
import type {NetworkReference} from "../network/identity.js";
import {lineSample, swatch} from "./runLegend.js";
import {inLegendOrder, netLabel} from "./scales.js";

/** Returns the key to a chart of errors: the colour of each of *nets*, and the lines of training and test error. */
export function netLegend(nets: readonly NetworkReference[]): HTMLElement {
  return html`<div class="legend">
    ${nets.map((net) => html`<span>${swatch(net, nets)} ${netLabel(net)}</span>`)}
    <span>${lineSample("training")} training</span>
    <span>${lineSample("test")} test</span>
  </div>`;
}

/** Returns the colour of each of *nets* alone, where a chart is not of errors. */
export function netSwatches(nets: readonly NetworkReference[]): HTMLElement {
  return html`<div class="legend">
    ${inLegendOrder(nets).map((net) => html`<span>${swatch(net, nets)} ${netLabel(net)}</span>`)}
  </div>`;
}
