import {html} from "htl";
import {errorChart} from "../charts/errorChart.js";
import {chartPicture} from "../charts/plotChart.js";
import {inLegendOrder} from "../charts/scales.js";
import {chanceError} from "../experiment/chanceError.js";
import {mostNetworks} from "../experiment/trainingSpec.js";
import {networkKey} from "../network/identity.js";
import {type ClassCurve, classCurves, comparedPairs} from "./classCurves.js";
import {pairsTable, resultsTable} from "./resultsTables.js";
import type {SettingGroup} from "./settingGroups.js";

/** The drawing of a group of runs, and its chart alone. */
export interface ResultsFigure {
  element: HTMLElement;
  chart: SVGSVGElement;
}

/** Pairs that a table shows: all of six networks. */
const mostPairs = 15;

/** Rows of the table of networks. */
const mostRows = 50;

/**
 * Returns all runs of a group: each a thin line, the mean of each network with its band, where they end, and how two networks
 * differ seed by seed.
 */
export function resultsFigure(group: SettingGroup, {width}: {width: number}): ResultsFigure {
  const curves = classCurves(group);
  const drawn = inOrder(curves).slice(0, mostNetworks);
  const pairs = comparedPairs(drawn);
  const chart = errorChart(
    drawn.flatMap(({mean}) => mean),
    {
      ...{each: drawn.flatMap(({each}) => each), nets: drawn.map(({net}) => net)},
      ...{chance: group.spec && chanceError(group.spec), width, height: 380}
    }
  );
  const element = html`<div>
    ${chart}${resultsTable([...drawn, ...curves.filter((curve) => !drawn.includes(curve))].slice(0, mostRows))}
    ${leftOut(curves.length)} ${pairs.length > 0 ? pairsTable(pairs.slice(0, mostPairs)) : ""}
    ${pairs.length > mostPairs ? html`<p>These are ${mostPairs} of ${pairs.length} pairs.</p>` : ""}
  </div>`;
  return {element, chart: chartPicture(chart)};
}

/** The networks with the most runs, in a legend's order. */
function inOrder(curves: readonly ClassCurve[]): ClassCurve[] {
  const most = curves.toSorted((a, b) => b.runs - a.runs).slice(0, mostNetworks);
  const order = inLegendOrder(most.map(({net}) => net)).map(networkKey);
  return most.toSorted((a, b) => order.indexOf(a.net) - order.indexOf(b.net));
}

function leftOut(count: number): Node | string {
  if (count <= mostNetworks) return "";
  const rows = count > mostRows ? `, the table ${mostRows}` : "";
  return html`<p>
    The chart shows the ${mostNetworks} networks with the most runs${rows}, of ${count}. The CSV has all.
  </p>`;
}
