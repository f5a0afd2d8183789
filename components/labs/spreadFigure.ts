import {html} from "htl";
import {netSwatches} from "../charts/netLegend.js";
import {type NetSpreads, spreadChart, type SpreadChartOptions} from "../charts/spreadChart.js";
import type {Specimen} from "./specimens.js";

/** A network of a laboratory, and what was measured of it here, if anything. */
export interface ShownSpecimen<Row> {
  specimen: Specimen;
  rows?: readonly Row[];
}

/** Returns the key of the networks that are *shown*, and the chart of the test errors that *spreadsOf* has of each. */
export function spreadFigure<Row>(
  shown: readonly ShownSpecimen<Row>[],
  spreadsOf: (one: ShownSpecimen<Row>) => Omit<NetSpreads, "net">,
  options: SpreadChartOptions
): HTMLElement {
  const networks = shown.map((one) => ({net: one.specimen.net, ...spreadsOf(one)}));
  return html`<div>${netSwatches(networks.map(({net}) => net))} ${spreadChart(networks, options)}</div>`;
}
