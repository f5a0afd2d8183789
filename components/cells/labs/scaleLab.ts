import {html} from "htl";
import {errorChart} from "../../charts/errorChart.js";
import {labTable} from "../../charts/labTable.js";
import {layerChart} from "../../charts/layerChart.js";
import {powerChart} from "../../charts/powerChart.js";
import {withSymbol} from "../../figures/withSymbol.js";
import {toTraining} from "../../training/trainingSpec.js";
import {numberField} from "../labFields.js";
import {laboratory, type LabRecording} from "../laboratory.js";

/** Returns the laboratory of the shortcut's λ: what λ^ℓ comes to, the gradients at the start, and how the network trains. */
export function scaleLab({
  recording,
  invalidation
}: {
  recording: LabRecording;
  invalidation?: Promise<unknown>;
}): HTMLElement {
  return laboratory({
    label: "The scale of the shortcut",
    fields: [
      numberField({name: "scale", label: "λ", value: 0.5, min: 0, max: 1.5, step: 0.1, fault: "scale"})
    ],
    training: ({scale}) =>
      toTraining({
        networks: [
          {name: "cifar-resnet-56", shortcutScale: Number(scale)},
          ...(Number(scale) === 1 ? [] : [{name: "cifar-resnet-56", shortcutScale: 1}])
        ],
        steps: 400,
        measurementInterval: 100,
        evaluationInterval: 50
      }),
    recording,
    invalidation,
    draw({curves, values: {scale}, width}) {
      const nets = curves.map(({net}) => net);
      return html`${labTable(curves)}
        <div class="panels">
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
        ${errorChart(
          curves.flatMap(({errors}) => errors),
          {nets, steps: 400, width, height: 300}
        )}`;
    }
  });
}

/** The width of one of two charts side by side, where there is room for two. */
function panel(width: number): number {
  return width < 480 ? width : Math.floor(width / 2) - 12;
}
