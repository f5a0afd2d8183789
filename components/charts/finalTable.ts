import {html} from "htl";
import type {NetworkReference} from "../network/identity.js";
import {lineSample, swatch} from "./runLegend.js";
import type {Split} from "./scales.js";

/** One network of finalTable. */
export interface FinalRow extends Record<Split, Node | string> {
  net: NetworkReference;
  /** The name shown in its row. */
  name: string;
  /** What stands in each of the columns that are added. Defaults to nothing. */
  more?: readonly (Node | string)[];
}

/** Options of finalTable. */
export interface FinalTableOptions {
  /** The table's accessible name. */
  label: string;
  /** Whether rows have the colours of a chart's lines. Defaults to true. */
  legend?: boolean;
  /** Heading of the first column. Defaults to "network". */
  heading?: string;
  /** Headings of columns that are added. Defaults to none. */
  more?: readonly string[];
}

/** Returns the training and test error of each network, in percent, as a table that is also a chart's legend. */
export function finalTable(
  rows: readonly FinalRow[],
  {label, legend = true, heading = "network", more = []}: FinalTableOptions
): HTMLElement {
  const nets = rows.map(({net}) => net);
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${label}>
    <table class="run-legend">
      <thead>
        <tr>
          <th scope="col">${heading}</th>
          <th scope="col" class="number">${lineSample("training")} training (%)</th>
          <th scope="col" class="number">${lineSample("test")} test (%)</th>
          ${more.map((heading) => html`<th scope="col" class="number">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${legend ? swatch(row.net, nets) : ""} ${row.name}</th>
              <td class="number">${row.training}</td>
              <td class="number">${row.test}</td>
              ${row.more?.map((cell) => html`<td class="number">${cell}</td>`) ?? ""}
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}
