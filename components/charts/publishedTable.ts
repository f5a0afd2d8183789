import {html} from "htl";
import type {PublishedNet} from "./publishedChart.js";
import {netLabel} from "./scales.js";

/** Returns the numbers behind a published chart, folded away: network, layers, error in percent. */
export function publishedTable(nets: readonly PublishedNet[]): HTMLElement {
  return html`<details>
    <summary>The numbers</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">network</th>
          <th scope="col" class="number">layers</th>
          <th scope="col" class="number">error (%)</th>
        </tr>
      </thead>
      <tbody>
        ${nets.map(
          ({net, label = netLabel(net), layers, errorPercent}) =>
            html`<tr>
              <th scope="row">${label}</th>
              <td class="number">${layers}</td>
              <td class="number">${errorPercent.toFixed(2)}</td>
            </tr>`
        )}
      </tbody>
    </table>
  </details>`;
}
