import {orderSpreads} from "../charts/errorSpreads.js";
import {volumeText} from "../network/shapes.js";
import {analysisLab, type SpecimenLabOptions} from "./analysisLab.js";
import {someOf} from "./someOf.js";
import type {Specimen} from "./specimens.js";
import {spreadFigure} from "./spreadFigure.js";

/** Returns the laboratory of blocks in another order: test error against how much of the order remains. */
export function shuffleLab(options: SpecimenLabOptions): HTMLElement {
  return analysisLab({
    ...options,
    label: "Blocks in another order",
    title: "Swaps more and more pairs of blocks of one shape, ten times each",
    analysis: "shuffles",
    request: ({blocks}) => ({swaps: [0, ...someOf(blocks.length)]}),
    can: hasAlike,
    draw: (shown, width) =>
      spreadFigure(
        shown,
        ({specimen, rows}) => ({spreads: rows ? orderSpreads(rows) : (specimen.recorded?.orders ?? [])}),
        {
          label: "Test error against what is left of the blocks' order",
          x: {label: "Kendall's τ between the order and that of training", reverse: true},
          place: (tau) => `at τ = ${tau.toFixed(2)}`,
          joined: true,
          width
        }
      )
  });
}

/** Returns whether two blocks in a row have one shape, and can be swapped: of depth 8, each is the only one of its stage. */
function hasAlike({blocks}: Specimen): boolean {
  const shapes = blocks.map(({input, output}) => `${volumeText(input)} to ${volumeText(output)}`);
  return shapes.some((shape, i) => shape === shapes[i - 1]);
}
