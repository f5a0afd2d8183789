import {sum} from "d3-array";
import {html} from "htl";
import {toTraining, type TrainingSpec} from "../experiment/trainingSpec.js";
import {survivalRates} from "../network/survivalRates.js";
import {choiceField, numberField} from "../widgets/labFields.js";
import {errorFigure} from "./errorFigure.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";

/** Residual blocks of the network that is trained. */
const blocks = 27;
/** How many of them are computed in a step where all others are dropped. */
const survivingBlocks = 11;

/** What a network has that drops nothing. */
export const allBlocks = {survival: undefined, survivingBlocks: undefined};

/** A network without stochastic depth, and with two of its strengths. */
export const stochasticDepths: TrainingSpec = {
  networks: [
    "cifar-resnet-56",
    {name: "cifar-resnet-56", survival: 0.8},
    {name: "cifar-resnet-56", survival: 0.5}
  ]
};

/** Returns the laboratory of stochastic depth: how likely each block is in a step, or how many are, and how the network trains. */
export function stochasticDepthLab({recording, invalidation}: LabOptions): HTMLElement {
  return laboratory({
    label: "Stochastic depth",
    fields: [
      choiceField({
        name: "dropped",
        label: "Dropped in a step",
        options: {byDepth: "the deeper, the likelier", others: `all but ${survivingBlocks} blocks`}
      }),
      numberField({
        name: "survival",
        label: "Survival of the last block",
        value: 0.5,
        min: 0.05,
        max: 1,
        step: 0.05,
        rule: {is: "number", least: 0, most: 1, open: "least"}
      })
    ],
    training({dropped, survival}) {
      const name = "cifar-resnet-56";
      const last = Number(survival);
      const dropping =
        dropped === "others" ? [{name, survivingBlocks}] : last === 1 ? [] : [{name, survival: last}];
      return toTraining({
        networks: [{name}, ...dropping],
        headInit: "zero",
        steps: 400,
        evaluationInterval: 50
      });
    },
    recording,
    invalidation,
    illustrate: ({dropped, survival}) =>
      html`<p class="status">${dropped === "others" ? exactText : expectedText(Number(survival))}</p>`,
    draw: ({curves, width}) => errorFigure(curves, {steps: 400, width})
  });
}

const exactText = `Each step computes ${survivingBlocks} of ${blocks} residual functions, others in each, ${Math.round((100 * survivingBlocks) / blocks)} %: no path is longer than ${survivingBlocks} blocks.`;

function expectedText(last: number): string {
  const expected = sum(survivalRates(blocks, last));
  const first = survivalRates(blocks, last)[0];
  return (
    `From ${first.toFixed(2)} in the first block to ${last.toFixed(2)} in the last: ` +
    `${expected.toFixed(1)} of ${blocks} residual functions are computed in a mean step, ${Math.round((100 * expected) / blocks)} %.`
  );
}
