import {html} from "htl";
import {errorRange} from "./errorRange.js";
import type {ErrorRow} from "./errorRows.js";
import {lineSample, swatch} from "./runLegend.js";
import {netLabel, type Split} from "./scales.js";

/**
 * Returns where the curves of *rows* end, as a table that is also their legend: training and test error of each network
 * in percent, with the range of its runs: `2.1 (1.9–2.4)`.
 */
export function finalErrors(rows: readonly ErrorRow[]): HTMLElement {
  const nets = [...new Set(rows.map(({net}) => net))];
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Final errors">
    <table class="run-legend">
      <thead>
        <tr>
          <th scope="col">network</th>
          <th scope="col" class="number">${lineSample("training")} training (%)</th>
          <th scope="col" class="number">${lineSample("test")} test (%)</th>
        </tr>
      </thead>
      <tbody>
        ${nets.map(
          (net) =>
            html`<tr>
              <th scope="row">${swatch(net, nets)} ${netLabel(net)}</th>
              <td class="number">${endOf(rows, net, "training")}</td>
              <td class="number">${endOf(rows, net, "test")}</td>
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}

function endOf(rows: readonly ErrorRow[], net: string, split: Split): Node | string {
  const last = rows.filter((row) => row.net === net && row.split === split).at(-1);
  return last ? errorRange(last) : "–";
}
