import {sort} from "d3-array";
import {html} from "htl";
import type {LabRecording} from "../charts/labCurves.js";
import {layerChart} from "../charts/layerChart.js";
import {netSwatches} from "../charts/netLegend.js";
import {networkIdentities} from "../experiment/netKeys.js";
import {resize} from "../widgets/resize.js";

const mostWidth = 640;

/** Returns the gradient norm of each layer in the first step, a line for each λ that was recorded. */
export function scaleGradients(recording: LabRecording): HTMLElement {
  const ordered = sort(recording.curves, ({spec}) => spec.network.shortcutScale);
  const nets = networkIdentities(ordered.map(({spec}) => spec.network));
  const curves = ordered.map((curve, i) => ({...curve, net: nets[i]}));
  return html`<div>
    ${netSwatches(nets)}
    ${resize((width) =>
      layerChart(curves, {
        values: ({gradients}) => gradients,
        label: "‖gradient‖ of the weights",
        step: 1,
        logarithmic: true,
        width: Math.min(width, mostWidth),
        height: 280
      })
    )}
  </div>`;
}
