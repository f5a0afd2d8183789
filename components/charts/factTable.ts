import {html} from "htl";
import {factText} from "./factText.js";

/** A column of factTable: its heading, and the key of what it shows. */
export interface FactColumn {
  key: string;
  heading: string;
  /** Digits of its numbers after the point. Defaults to 2. */
  digits?: number;
}

/** Returns published numbers as a table: a row a fact, the first column its name. */
export function factTable(
  rows: readonly Readonly<Record<string, string | number>>[],
  columns: readonly FactColumn[],
  {label = "Published numbers"}: {label?: string} = {}
): HTMLElement {
  const isNumber = ({key}: FactColumn) => rows.some((row) => typeof row[key] === "number");
  const [name, ...others] = columns;
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${label}>
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col" class=${isNumber(column) ? "number" : ""}>${column.heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${factText(row[name.key])}</th>
              ${others.map((column) => html`<td class=${isNumber(column) ? "number" : ""}>${factText(row[column.key], column)}</td>`)}
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}
