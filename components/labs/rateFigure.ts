import {html} from "htl";
import type {ErrorRow} from "../charts/errorRows.js";
import type {LabRecording} from "../charts/labCurves.js";
import {labTable} from "../charts/labTable.js";
import {rateChart} from "../charts/rateChart.js";
import {rateText} from "../charts/rateText.js";
import {resize} from "../widgets/resize.js";

/** Returns the recorded curves of plain-56 at several learning rates, beside plain-20 of *rows*, and where they end. */
export function rateFigure({curves}: LabRecording, rows: readonly ErrorRow[]): HTMLElement {
  const beside = rows.filter(({net, split}) => net === "cifar-plain-20" && split === "training");
  const table = labTable(curves, {
    legend: false,
    heading: "learning rate",
    nameOf: ({spec}) => rateText(spec),
    label: "Errors of plain-56 by learning rate"
  });
  return html`<div>
    ${resize((width) => rateChart(curves, {beside, width: Math.min(width, mostWidth)}))}${table}
  </div>`;
}

const mostWidth = 640;
