import {sort} from "d3-array";
import {csvFormatRows} from "d3-dsv";
import {html} from "htl";
import type {ErrorRow} from "./errorRows.js";
import {netLabel} from "./scales.js";

/** Options of errorTable. */
export interface ErrorTableOptions {
  /** How many steps to show, evenly spaced, the last included. Defaults to 10. */
  count?: number;
  caption?: string;
}

/** Returns the numbers behind an error chart: a row a step, and for each network its training and test error in percent. */
export function errorTable(
  rows: readonly ErrorRow[],
  {count = 10, caption = "Error in percent"}: ErrorTableOptions = {}
): HTMLElement {
  const columns = [...new Map(rows.map((row) => [`${row.run} ${row.net}`, row])).values()];
  const at = new Map(rows.map(({run, net, split, step, error}) => [`${run} ${net} ${split} ${step}`, error]));
  const cell = ({run, net}: ErrorRow, split: string, step: number) => {
    const error = at.get(`${run} ${net} ${split} ${step}`);
    return html`<td class="number">${error === undefined ? "–" : (100 * error).toFixed(1)}</td>`;
  };
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${caption}>
    <table class="dense">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="number">step</th>
          ${columns.map(({net, run}) => html`<th scope="colgroup" colspan="2" title=${run}>${netLabel(net)}</th>`)}
        </tr>
        <tr>
          <td></td>
          ${columns.flatMap(() => [html`<th scope="col" class="number">training</th>`, html`<th scope="col" class="number">test</th>`])}
        </tr>
      </thead>
      <tbody>
        ${stepsShown(rows, count).map(
          (step) =>
            html`<tr>
              <th scope="row" class="number">${step}</th>
              ${columns.flatMap((column) => [cell(column, "training", step), cell(column, "test", step)])}
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}

/** Steps where test error was measured, if there are any, else all; thinned to about *count*. */
function stepsShown(rows: readonly ErrorRow[], count: number): number[] {
  const tested = rows.filter(({split}) => split === "test");
  const steps = sort(new Set((tested.length > 0 ? tested : rows).map(({step}) => step)));
  const stride = Math.ceil(steps.length / count);
  return steps.filter((_, i) => (steps.length - 1 - i) % stride === 0);
}

/** Returns *rows* as comma-separated values: run, network, split, step, error as a fraction. */
export function errorCsv(rows: readonly ErrorRow[]): string {
  const head = ["run", "network", "split", "step", "error"];
  const lines = rows.map(({run, net, split, step, error}) => [
    run,
    net,
    split,
    String(step),
    error.toFixed(6)
  ]);
  return `${csvFormatRows([head, ...lines])}\n`;
}
