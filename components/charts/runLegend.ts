import {html} from "htl";
import type {NetworkReference} from "../network/identity.js";
import {netColor, netLabel, type Split} from "./scales.js";

/** One network of a figure, with what is known of it now. */
export interface LegendEntry {
  net: NetworkReference;
  /** Fractions; undefined where nothing is measured yet. */
  trainingError?: number;
  testError?: number;
  /** Such as "step 120", or why it stopped. */
  note?: string;
}

/** Returns the networks of a figure with their colours and their latest errors, as a table. */
export function runLegend(entries: readonly LegendEntry[]): HTMLElement {
  const nets = entries.map(({net}) => net);
  return html`<table class="run-legend">
    <thead>
      <tr>
        <th scope="col">network</th>
        <th scope="col" class="number">${lineSample("training")} training</th>
        <th scope="col" class="number">${lineSample("test")} test</th>
        <td></td>
      </tr>
    </thead>
    <tbody>
      ${entries.map(
        ({net, trainingError, testError, note = ""}) =>
          html`<tr>
            <th scope="row">${swatch(net, nets)} ${netLabel(net)}</th>
            <td class="number">${percent(trainingError)}</td>
            <td class="number">${percent(testError)}</td>
            <td class="note">${note}</td>
          </tr>`
      )}
    </tbody>
  </table>`;
}

function percent(error?: number): string {
  return error === undefined ? "–" : `${(100 * error).toFixed(1)} %`;
}

/** Returns a patch of a network's colour among those of one figure. */
export function swatch(net: NetworkReference, nets: readonly NetworkReference[]): HTMLElement {
  return html`<span class="swatch" style=${`background: ${netColor(net, nets)}`}></span>`;
}

/** Returns a short line, as the curves of a split are drawn. */
export function lineSample(split: Split): HTMLElement {
  return html`<span class=${`line-sample ${split}`} aria-hidden="true"></span>`;
}
