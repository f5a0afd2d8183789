import {html} from "htl";
import {isLostDownload, lostDownloadText} from "../fields/lostDownload.js";
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
  runs?(): Promise<readonly object[]>;
}

/** What writes pictures: loaded when one is asked for. */
const writers = () => import("../charts/exportFigure.js");

/**
 * Returns buttons that download a figure's curves as CSV, its chart as SVG and PNG, and its runs as JSON, and say it if what
 * writes them could not be loaded.
 */
export function exportButtons({csv, chart, source, name, runs}: ExportOptions): HTMLElement {
  const said = html`<span role="status"></span>`;

  /** A button that downloads the file that *write* gives, if it gives one. */
  function fileButton(
    text: string,
    write: () => Blob | undefined | Promise<Blob | undefined>,
    {file = `${name}.${text.toLowerCase()}`, title}: {file?: string; title?: string} = {}
  ): HTMLElement {
    async function save(): Promise<void> {
      said.textContent = "";
      try {
        const written = await write();
        if (written) download(file, written);
      } catch (error) {
        if (!isLostDownload(error)) throw error;
        said.textContent = `No file: ${lostDownloadText}.`;
      }
    }
    return button(text, save, {title});
  }

  async function runsFile(): Promise<Blob | undefined> {
    const list = await runs!();
    if (list.length > 0) return new Blob([JSON.stringify(list)], {type: "application/json"});
    said.textContent = "Nothing was trained here yet.";
  }

  const title = "Each run with its settings, its seed and its curves";
  return html`<div class="controls" role="group" aria-label="Download">
    ${fileButton("CSV", () => new Blob([csv()], {type: "text/csv"}))}
    ${fileButton("SVG", async () => (await writers()).svgFile(chart(), {source: source()}))}
    ${fileButton("PNG", async () => (await writers()).pngFile(chart(), {source: source()}))}
    ${runs ? fileButton("Runs (JSON)", runsFile, {file: `${name}-runs.json`, title}) : ""} ${said}
  </div>`;
}
