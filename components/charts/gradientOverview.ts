import {html} from "htl";
import type {LabCurve} from "./labCurves.js";
import {layerChart} from "./layerChart.js";
import {netSwatches} from "./netLegend.js";

/**
 * Returns the gradient norm of every layer at the start of training, of the networks with batch normalization and of those
 * without, side by side.
 */
export function gradientOverview(curves: readonly LabCurve[]): HTMLElement {
  const chart = (norm: boolean, title: string) =>
    html`<figure>
      ${layerChart(
        curves.filter(({spec}) => spec.network.norm === norm),
        {
          values: ({gradients}) => gradients,
          label: "‖gradient‖ of the weights",
          step: 1,
          logarithmic: true,
          width: 340,
          height: 300
        }
      )}
      <figcaption><b>${title}</b></figcaption>
    </figure>`;
  return html`<div>
    ${netSwatches(curves.map(({net}) => net))}
    <div class="figures">
      ${chart(false, "Without normalization.")}${chart(true, "With batch normalization.")}
    </div>
  </div>`;
}
