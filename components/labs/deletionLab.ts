import {randomSpreads} from "../charts/errorSpreads.js";
import {analysisLab} from "./analysisLab.js";
import {lesionImages} from "./lesionImages.js";
import type {LesionLabOptions} from "./lesionLabOptions.js";
import {someOf} from "./someOf.js";
import {blockNames} from "./specimens.js";
import {spreadFigure} from "./spreadFigure.js";

/** How errors without random blocks are drawn. */
export const deletedAtRandom = {
  label: "Test error against the share of blocks deleted at random",
  x: {label: "blocks deleted (%)", domain: [0, 100], percent: true},
  place: (share: number) => `without ${Math.round(100 * share)} % of its blocks`,
  joined: true
};

/** Returns the laboratory that deletes many blocks at random: test error against the share of blocks deleted. */
export function deletionLab(options: LesionLabOptions): HTMLElement {
  const {statistics = "running"} = options;
  return analysisLab({
    ...options,
    label: "Many blocks deleted at random",
    title: "Deletes more and more random blocks, ten times each",
    analysis: "lesions",
    request: ({blocks, spec}) => ({
      statistics,
      images: lesionImages(spec),
      counts: someOf(blocks.length),
      all: true
    }),
    draw: (shown, width) =>
      spreadFigure(
        shown,
        ({specimen, rows}) => ({
          spreads: rows
            ? randomSpreads(rows, blockNames(specimen))
            : (specimen.recorded?.lesions[statistics].random ?? [])
        }),
        {...deletedAtRandom, width}
      )
  });
}
