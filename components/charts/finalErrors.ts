import {html} from "htl";
import type {ErrorRow} from "./errorRows.js";
import {netLabel, type Split} from "./scales.js";

/** Returns a table of where the curves of *rows* end: training and test error of each network, with the range of its runs. */
export function finalErrors(rows: readonly ErrorRow[]): HTMLElement {
  const nets = [...new Set(rows.map(({net}) => net))];
  return html`<table class="final-errors">
    <thead>
      <tr>
        <th scope="col">network</th>
        <th scope="col" class="number">training error (%)</th>
        <th scope="col" class="number">test error (%)</th>
      </tr>
    </thead>
    <tbody>
      ${nets.map(
        (net) =>
          html`<tr>
            <th scope="row">${netLabel(net)}</th>
            <td class="number">${endOf(rows, net, "training")}</td>
            <td class="number">${endOf(rows, net, "test")}</td>
          </tr>`
      )}
    </tbody>
  </table>`;
}

/** The last value with its range, in percent: `2.1 (1.9 to 2.4)`. */
function endOf(rows: readonly ErrorRow[], net: string, split: Split): string {
  const last = rows.filter((row) => row.net === net && row.split === split).at(-1);
  if (!last) return "–";
  const percent = (error: number) => (100 * error).toFixed(1);
  const {error, low, high} = last;
  const range = low !== undefined && high !== undefined && percent(low) !== percent(high);
  return `${percent(error)}${range ? ` (${percent(low)} to ${percent(high)})` : ""}`;
}
