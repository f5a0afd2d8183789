import {html} from "htl";
import {eachSpreads, wholeError} from "../charts/errorSpreads.js";
import {createTrainingClient} from "../client/client.js";
import {analysisLab} from "./analysisLab.js";
import {blockSwitches} from "./blockSwitches.js";
import {lesionImages} from "./lesionImages.js";
import type {LesionLabOptions} from "./lesionLabOptions.js";
import {blockNames} from "./specimens.js";
import {spreadFigure} from "./spreadFigure.js";

/**
 * Returns the laboratory that deletes blocks one by one: switches for the blocks of each network, with the test
 * error at once, and the error without each single block as a chart.
 */
export function lesionLab(options: LesionLabOptions): HTMLElement {
  const {specimens, statistics = "running", invalidation} = options;
  const nets = specimens.map(({net}) => net);
  const client = options.client ?? createTrainingClient(); // for the switches: it stays open between two presses
  invalidation?.then(() => client.terminate());
  const lab = analysisLab({
    ...options,
    label: "Every block deleted, one at a time",
    title: "Measures the test error without each block, with all others in place",
    analysis: "lesions",
    request: ({spec}) => ({statistics, images: lesionImages(spec), each: true}),
    draw: (shown, width) =>
      spreadFigure(
        shown,
        ({specimen, rows}) => ({
          spreads: rows
            ? eachSpreads(rows, blockNames(specimen))
            : (specimen.recorded?.lesions[statistics].each ?? []),
          whole: rows ? wholeError(rows) : specimen.recorded?.lesions[statistics].whole,
          marked: specimen.blocks.flatMap(({remains}, i) => (remains === "identity" ? [] : [i + 1]))
        }),
        {
          label: "Test error without each block",
          x: blockAxis(Math.max(1, ...specimens.map(({blocks}) => blocks.length))),
          place: (block) => `without block ${block}`,
          width
        }
      )
  });
  return html`<div>
    <div class="run" role="group" aria-label="Blocks to delete">
      ${specimens.map((specimen) => blockSwitches(specimen, client, {nets, statistics, invalidation}))}
    </div>
    ${lab}
  </div>`;
}

function blockAxis(blocks: number) {
  const step = [1, 2, 5, 10].find((step) => blocks / step <= 10) ?? 20;
  const ticks = Array.from({length: blocks}, (_, i) => i + 1).filter((block) => block % step === 0);
  return {
    label: "deleted block",
    domain: [0.5, blocks + 0.5],
    ticks: [...new Set([1, ...ticks])],
    tickFormat: String
  };
}
