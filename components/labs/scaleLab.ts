import {html} from "htl";
import {layerChart} from "../charts/layerChart.js";
import {powerChart} from "../charts/powerChart.js";
import {toTraining} from "../experiment/trainingSpec.js";
import {withSymbol} from "../symbols/withSymbol.js";
import {numberField} from "../widgets/labFields.js";
import {errorFigure} from "./errorFigure.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";

const mostScale = 1.5;

/** Returns the laboratory of the shortcut's λ: the powers λ^ℓ, the gradients at the start, and how the network trains. */
export function scaleLab({recording, invalidation}: LabOptions): HTMLElement {
  return laboratory({
    label: "The scale of the shortcut",
    fields: [
      numberField({
        name: "scale",
        setting: "shortcutScale",
        label: "λ",
        value: 0.5,
        min: 0,
        max: mostScale,
        step: 0.1
      })
    ],
    training({scale}) {
      const shortcutScale = Number(scale);
      return toTraining({
        networks: [
          {name: "cifar-resnet-56", shortcutScale},
          ...(shortcutScale === 1 ? [] : [{name: "cifar-resnet-56", shortcutScale: 1}])
        ],
        steps: 400,
        headInit: "zero",
        measurementInterval: 100,
        evaluationInterval: 50
      });
    },
    recording,
    invalidation,
    draw: ({curves, values: {scale}, width}) =>
      html`<div class="panels">
          ${withSymbol(powerChart(Number(scale), {blocks: 27, width: panel(width), height: 240}), "lambda")}
          ${layerChart(curves, {
            values: ({gradients}) => gradients,
            label: "‖gradient‖, step 1",
            step: 1,
            logarithmic: true,
            width: panel(width),
            height: 240
          })}
        </div>
        ${errorFigure(curves, {steps: 400, width})}`
  });
}

/** The width of one of two charts side by side, where there is room for two. */
function panel(width: number): number {
  return width < 480 ? width : Math.floor(width / 2) - 12;
}
