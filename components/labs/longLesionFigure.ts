import {html} from "htl";
import {netSwatches} from "../charts/netLegend.js";
import {spreadChart} from "../charts/spreadChart.js";
import {networkIdentities} from "../experiment/netKeys.js";
import {resize} from "../widgets/resize.js";
import type {RecordedNetworks} from "./specimens.js";
import type {LesionStatistics} from "./statisticsChooser.js";

const panels: readonly {statistics: LesionStatistics; title: string}[] = [
  {statistics: "running", title: "by statistics of the whole network"},
  {statistics: "batch", title: "by those of each batch, without the blocks"}
];

/**
 * Returns the test errors of recorded *networks* against the share of their blocks that is deleted, by either statistics, the
 * mean of all draws. Diamonds are of those that were trained with stochastic depth.
 */
export function longLesionFigure({networks}: RecordedNetworks): HTMLElement {
  const nets = networkIdentities(networks.map(({spec}) => spec.network));
  return html`<div>
    ${netSwatches(nets)}
    <div class="panels">
      ${panels.map(({statistics, title}) => {
        const shown = networks.map(({spec, lesions}, i) => {
          const spreads = lesions[statistics].random;
          const dropped = spec.network.survival !== undefined; // blues of one depth are alike
          return {net: nets[i], spreads, marked: dropped ? spreads.map(({x}) => x) : []};
        });
        const options = {
          label: `Test error against the share of blocks deleted at random, ${title}`,
          x: {label: "blocks deleted (%)", domain: [0, 100], percent: true},
          place: (share: number) => `without ${Math.round(100 * share)} % of its blocks`,
          joined: true,
          ranges: false,
          height: 300
        };
        return html`<div>
          <p class="panel-title">${title}</p>
          ${resize((width) => spreadChart(shown, {...options, width}))}
        </div>`;
      })}
    </div>
  </div>`;
}
