import {html} from "htl";
import type {ErrorRow} from "../charts/errorRows.js";
import {errorCsv} from "../charts/errorTable.js";
import {pngFile, svgFile} from "../charts/exportFigure.js";
import {download} from "./download.js";

/** Options of exportButtons. */
export interface ExportOptions {
  /** Returns the rows shown now, in full. */
  rows(): readonly ErrorRow[];
  /** Returns the chart drawn now. */
  chart(): SVGSVGElement;
  /** File name, without its ending. */
  name: string;
}

/** Returns buttons that download a figure's curves as CSV and its chart as SVG and PNG. */
export function exportButtons({rows, chart, name}: ExportOptions): HTMLElement {
  const button = (text: string, file: () => Blob | Promise<Blob>) =>
    html`<button type="button" onclick=${async () => download(`${name}.${text.toLowerCase()}`, await file())}>
      ${text}
    </button>`;
  return html`<div class="controls" role="group" aria-label="Download">
    ${button("CSV", () => new Blob([errorCsv(rows())], {type: "text/csv"}))}
    ${button("SVG", () => svgFile(chart()))} ${button("PNG", () => pngFile(chart()))}
  </div>`;
}
