import {html} from "htl";
import {errorChart} from "../charts/errorChart.js";
import type {LabCurve} from "../charts/labCurves.js";
import {toTraining} from "../experiment/trainingSpec.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";

const [shallow, deep] = ["cifar-resnet-20", "cifar-resnet-56"];
const mark = {step: 100, text: "56 layers from here"};

/** Returns the laboratory of the solution by construction: 20 trained layers, deepened to 56 by blocks with F ≡ 0. */
export function deepenedLab({recording, invalidation}: LabOptions): HTMLElement {
  return laboratory({
    label: "20 layers, deepened to 56",
    training: () =>
      toTraining({
        networks: [deep],
        zeroInitResidual: true,
        headInit: "zero",
        steps: 200,
        deepened: {from: shallow, afterSteps: mark.step}
      }),
    recording,
    invalidation,
    draw: ({curves: [curve], width}) =>
      html`${curve ? wordsOf(curve) : ""}
      ${errorChart(curve?.errors ?? [], {nets: [deep], steps: 200, width, height: 300, least: 0, mark})}`
  });
}

function wordsOf({deepened}: LabCurve): HTMLElement {
  if (!deepened) return html`<p class="status">20 layers so far.</p>`;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const of = (which: "shallowError" | "deepError") =>
    deepened.runs.map((run) => percent(run[which])).join(", ");
  return html`<p class="status">
    Error on 500 training images after step ${deepened.step}: 20 layers ${of("shallowError")}; the 56 made of
    them ${of("deepError")}.
  </p>`;
}
