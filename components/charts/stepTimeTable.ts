import {html} from "htl";
import type {NetworkReference} from "../network/identity.js";
import {netLabel} from "./scales.js";

/** One network of stepTimeTable. */
export interface StepTimeRow {
  net: NetworkReference;
  /** Milliseconds; undefined if it was not measured. */
  ms?: number;
}

/** Returns how long a training step of each network takes, and how that compares with the first one's. */
export function stepTimeTable(rows: readonly StepTimeRow[]): HTMLElement {
  const first = rows[0]?.ms;
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Time of a training step">
    <table class="run-legend">
      <thead>
        <tr>
          <th scope="col">network</th>
          <th scope="col" class="number">a step (ms)</th>
          <th scope="col" class="number">of the first one's</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({net, ms}) =>
            html`<tr>
              <th scope="row">${netLabel(net)}</th>
              <td class="number">${ms === undefined ? "–" : ms.toPrecision(3)}</td>
              <td class="number">
                ${ms === undefined || !first ? "–" : `${Math.round((100 * ms) / first)} %`}
              </td>
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}
