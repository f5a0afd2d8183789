import {html} from "htl";
import {button} from "./button.js";
import {download} from "./download.js";

/** Options of exportButtons. */
export interface ExportOptions {
  /** Returns the curves shown now as a table. */
  csv(): string;
  /** Returns the chart drawn now. */
  chart(): SVGSVGElement;
  /** Returns where the curves come from: a line below the chart. */
  source(): string;
  /** File name, without its ending. */
  name: string;
  /** Returns the runs that were trained here, each as a run file. Defaults to no such button. */
  runs?(): readonly object[];
}

/** What writes pictures: loaded when one is asked for. */
const writers = () => import("../charts/exportFigure.js");

/** Returns buttons that download a figure's curves as CSV, its chart as SVG and PNG, and its runs as JSON. */
export function exportButtons({csv, chart, source, name, runs}: ExportOptions): HTMLElement {
  const fileButton = (text: string, file: () => Blob | Promise<Blob>) =>
    button(text, async () => download(`${name}.${text.toLowerCase()}`, await file()));
  const said = html`<span role="status"></span>`;
  function saveRuns(): void {
    const list = runs!();
    said.textContent = list.length === 0 ? "Nothing was trained here yet." : "";
    if (list.length > 0)
      download(`${name}-runs.json`, new Blob([JSON.stringify(list)], {type: "application/json"}));
  }
  return html`<div class="controls" role="group" aria-label="Download">
    ${fileButton("CSV", () => new Blob([csv()], {type: "text/csv"}))}
    ${fileButton("SVG", async () => (await writers()).svgFile(chart(), {source: source()}))}
    ${fileButton("PNG", async () => (await writers()).pngFile(chart(), {source: source()}))}
    ${runs ? [button("Runs (JSON)", saveRuns, {title: "Each run with its settings, its seed and its curves"}), said] : ""}
  </div>`;
}
