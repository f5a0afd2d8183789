import {html} from "htl";
import {pathChart} from "../charts/pathChart.js";
import {pathNorms} from "../charts/pathNorms.js";
import {netLabel} from "../charts/scales.js";
import {analysisLab, type SpecimenLabOptions} from "./analysisLab.js";

/** How many paths of each length to measure. */
const samples = 5;

/** Returns the laboratory of single paths: how many there are of each length, what each carries, and the product. */
export function pathLab(options: SpecimenLabOptions): HTMLElement {
  return analysisLab({
    ...options,
    label: "Gradients of single paths",
    title: `Sends a batch forward through the whole network and back through ${samples} single paths of each length`,
    analysis: "pathGradients",
    request: () => ({samples}),
    can: ({residual}) => residual,
    draw: (shown, width) =>
      html`<div>
        ${shown.map(
          ({specimen: {net, blocks, recorded}, rows}) =>
            html`<p><strong>${netLabel(net)}</strong></p>
              ${pathChart(rows ? pathNorms(rows) : (recorded?.paths ?? []), {
                ...{blocks: blocks.length, first: recorded?.firstPaths, width}
              })}`
        )}
      </div>`
  });
}
