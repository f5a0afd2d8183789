import {html} from "htl";
import {unitFigure} from "../exhibits/unitFigure.js";
import {toTraining} from "../experiment/trainingSpec.js";
import {choiceField} from "../widgets/labFields.js";
import {errorFigure} from "./errorFigure.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";
import {choiceTexts, type SettingChoices} from "./settingChoices.js";

/** Options that a residual unit can have instead of the original's, by their keys in the laboratory. */
const units: SettingChoices = {
  B: {text: "option B", options: {shortcut: "B"}},
  C: {text: "option C", options: {shortcut: "C"}},
  zeroInitResidual: {text: "last γ from 0", options: {zeroInitResidual: true}},
  normAfterAddition: {text: "norm after addition", options: {order: "normAfterAddition"}},
  reluBeforeAddition: {text: "ReLU before addition", options: {order: "reluBeforeAddition"}},
  reluOnlyPreActivation: {text: "ReLU-only pre-activation", options: {order: "reluOnlyPreActivation"}},
  preActivation: {text: "pre-activation", options: {order: "preActivation"}}
};

/** Returns the laboratory of residual units: one of another kind beside the original, drawn, counted and trained. */
export function unitLab({recording, invalidation}: LabOptions): HTMLElement {
  return laboratory({
    label: "Residual units",
    fields: [choiceField({name: "unit", label: "Unit", options: choiceTexts(units)})],
    training: ({unit}) =>
      toTraining({
        networks: ["cifar-resnet-56", {name: "cifar-resnet-56", ...units[unit].options}],
        headInit: "zero", // else what shows is mostly how large the first outputs are
        steps: 200,
        evaluationInterval: 50
      }),
    recording,
    invalidation,
    illustrate: ({unit}) =>
      html`<div class="panels">
        ${unitFigure({}, {title: "Original, option A"})}
        ${unitFigure(units[unit].options, {title: units[unit].text})}
      </div>`,
    draw: ({curves, width}) => errorFigure(curves, {steps: 200, width})
  });
}
