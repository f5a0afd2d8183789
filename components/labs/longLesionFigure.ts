import {html} from "htl";
import {netSwatches} from "../charts/netLegend.js";
import {spreadChart} from "../charts/spreadChart.js";
import {networkIdentities} from "../experiment/netKeys.js";
import {resize} from "../widgets/resize.js";
import {deletedAtRandom} from "./deletionLab.js";
import type {RecordedNetworks} from "./specimens.js";
import {type LesionStatistics, statisticsTexts} from "./statisticsChooser.js";

/**
 * Returns the test errors of recorded *networks* against the share of their blocks that is deleted, by either statistics, the
 * mean of all draws. Diamonds are of those that were trained with stochastic depth.
 */
export function longLesionFigure({networks}: RecordedNetworks): HTMLElement {
  const nets = networkIdentities(networks.map(({spec}) => spec.network));
  const panel = (statistics: LesionStatistics) => {
    const title = `By statistics ${statisticsTexts[statistics]}`;
    const shown = networks.map(({spec, lesions}, i) => {
      const spreads = lesions[statistics].random;
      const dropped = spec.network.survival !== undefined; // blues of one depth are alike
      return {net: nets[i], spreads, marked: dropped ? spreads.map(({x}) => x) : []};
    });
    const label = `${deletedAtRandom.label}. ${title}`;
    const options = {...deletedAtRandom, label, ranges: false, height: 300};
    return html`<div>
      <p class="panel-title">${title}</p>
      ${resize((width) => spreadChart(shown, {...options, width}))}
    </div>`;
  };
  return html`<div>
    ${netSwatches(nets)}
    <div class="panels">${panel("running")}${panel("batch")}</div>
  </div>`;
}
