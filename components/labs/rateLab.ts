import {toTraining} from "../experiment/trainingSpec.js";
import {choiceField} from "../widgets/labFields.js";
import {errorFigure} from "./errorFigure.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";
import {choiceTexts, type SettingChoices} from "./settingChoices.js";

/** How the learning rate goes, by its key in the laboratory. */
const rates: SettingChoices = {
  warmUp: {
    text: "up to 0.05 in 100 steps",
    options: {optimizer: {learningRate: 0.05}, schedule: {type: "constant", warmupSteps: 100}}
  },
  "0.01": {text: "0.01", options: {optimizer: {learningRate: 0.01}}},
  "0.005": {text: "0.005", options: {optimizer: {learningRate: 0.005}}},
  "0.001": {text: "0.001", options: {optimizer: {learningRate: 0.001}}}
};

/** Returns the laboratory of the learning rate: whether 56 plain layers learn with a smaller one, or with a warm-up. */
export function rateLab({recording, invalidation}: LabOptions): HTMLElement {
  return laboratory({
    label: "Learning rates of plain-56",
    fields: [choiceField({name: "rate", label: "Learning rate", options: choiceTexts(rates)})],
    training: ({rate}) =>
      toTraining({networks: ["cifar-plain-56"], headInit: "zero", steps: 400, ...rates[rate].options}),
    recording,
    invalidation,
    draw: ({curves, width}) => errorFigure(curves, {steps: 400, width})
  });
}
