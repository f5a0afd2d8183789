import {html} from "htl";
import {errorChart, type ErrorChartOptions} from "../charts/errorChart.js";
import type {LabCurve} from "../charts/labCurves.js";
import {labTable} from "../charts/labTable.js";
import {chanceError} from "../experiment/chanceError.js";

/** Returns where the curves of a laboratory end, as a table that is their legend, and the chart of their errors. */
export function errorFigure(curves: readonly LabCurve[], options: ErrorChartOptions): HTMLElement {
  const rows = curves.flatMap(({errors}) => errors);
  const nets = curves.map(({net}) => net);
  const chance = curves.length > 0 ? chanceError(curves[0].spec) : undefined;
  const chart = errorChart(rows, {nets, chance, height: 300, least: 0, ...options});
  return html`<div>${labTable(curves)} ${chart}</div>`;
}
