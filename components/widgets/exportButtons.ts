import {html} from "htl";
import type {ErrorRow} from "../charts/errorRows.js";
import {errorCsv} from "../charts/errorTable.js";
import {button} from "./button.js";
import {download} from "./download.js";

/** Options of exportButtons. */
export interface ExportOptions {
  /** Returns the rows shown now, in full. */
  rows(): readonly ErrorRow[];
  /** Returns the chart drawn now. */
  chart(): SVGSVGElement;
  /** Returns where the curves come from: a line below the chart. */
  source(): string;
  /** File name, without its ending. */
  name: string;
}

/** What writes pictures: loaded when one is asked for. */
const writers = () => import("../charts/exportFigure.js");

/** Returns buttons that download a figure's curves as CSV and its chart as SVG and PNG. */
export function exportButtons({rows, chart, source, name}: ExportOptions): HTMLElement {
  const fileButton = (text: string, file: () => Blob | Promise<Blob>) =>
    button(text, async () => download(`${name}.${text.toLowerCase()}`, await file()));
  return html`<div class="controls" role="group" aria-label="Download">
    ${fileButton("CSV", () => new Blob([errorCsv(rows())], {type: "text/csv"}))}
    ${fileButton("SVG", async () => (await writers()).svgFile(chart(), {source: source()}))}
    ${fileButton("PNG", async () => (await writers()).pngFile(chart(), {source: source()}))}
  </div>`;
}
