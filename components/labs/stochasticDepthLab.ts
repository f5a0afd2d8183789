import {sum} from "d3-array";
import {html} from "htl";
import {toTraining, type TrainingSpec} from "../experiment/trainingSpec.js";
import {survivalRates} from "../network/survivalRates.js";
import {numberField} from "../widgets/labFields.js";
import {errorFigure} from "./errorFigure.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";

/** Residual blocks of the network that is trained. */
const blocks = 27;

/** A network without stochastic depth, and with two of its strengths. */
export const stochasticDepths: TrainingSpec = {
  networks: [
    "cifar-resnet-56",
    {name: "cifar-resnet-56", survival: 0.8},
    {name: "cifar-resnet-56", survival: 0.5}
  ]
};

/** Returns the laboratory of stochastic depth: how likely each block is in a step, and how the network trains. */
export function stochasticDepthLab({recording, invalidation}: LabOptions): HTMLElement {
  return laboratory({
    label: "Stochastic depth",
    fields: [
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
    training({survival}) {
      const last = Number(survival);
      return toTraining({
        networks: [
          {name: "cifar-resnet-56"},
          ...(last === 1 ? [] : [{name: "cifar-resnet-56", survival: last}])
        ],
        headInit: "zero",
        steps: 400,
        evaluationInterval: 50
      });
    },
    recording,
    invalidation,
    illustrate: ({survival}) => html`<p class="status">${expectedText(Number(survival))}</p>`,
    draw: ({curves, width}) => errorFigure(curves, {steps: 400, width})
  });
}

function expectedText(last: number): string {
  const expected = sum(survivalRates(blocks, last));
  const first = survivalRates(blocks, last)[0];
  return (
    `From ${first.toFixed(2)} in the first block to ${last.toFixed(2)} in the last: ` +
    `${expected.toFixed(1)} of ${blocks} residual functions are computed in a mean step, ${Math.round((100 * expected) / blocks)} %.`
  );
}
