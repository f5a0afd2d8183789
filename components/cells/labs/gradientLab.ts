import {html} from "htl";
import {layerChart} from "../../charts/layerChart.js";
import {netSwatches} from "../../charts/netLegend.js";
import {RunSpecError} from "../../training/runSpec.js";
import {toTraining, type Training} from "../../training/trainingSpec.js";
import {choiceField, type LabValues, numberField} from "../labFields.js";
import {laboratory, type LabRecording} from "../laboratory.js";
import {stepField} from "./steps.js";

/** Options of the laboratories that are about one plain and one residual network. */
export interface PairLabOptions {
  recording: LabRecording;
  invalidation?: Promise<unknown>;
}

/** Steps in which the recorded networks were measured. */
export const measuredSteps = [1, 20, 40, 60, 80, 100];

/** Returns a plain and a residual network of one depth, measured now and then, with or without normalization. */
export function measuredPair({depth, norm}: LabValues): Training {
  return toTraining({
    networks: pairOf(depth),
    norm: norm !== "off",
    steps: 100,
    measurementInterval: 20,
    evaluationInterval: 50
  });
}

const [leastDepth, mostDepth] = [8, 218];

/** Returns the field for a depth that pairOf reads. */
export function depthField() {
  const range = {min: leastDepth, max: mostDepth, step: 6};
  return numberField({name: "depth", label: "Depth", value: 56, ...range, fault: "depth"});
}

/** Returns the names of the plain and the residual network of a *depth*. Throws a RunSpecError on no such depth. */
export function pairOf(depth: LabValues[string]): [plain: string, residual: string] {
  if (!Number.isInteger(depth) || Number(depth) < leastDepth || Number(depth) > mostDepth) {
    const rule = `it must be an integer from ${leastDepth} to ${mostDepth}, here`;
    throw new RunSpecError([`invalid depth: ${depth}; ${rule}`]);
  }
  return [`cifar-plain-${depth}`, `cifar-resnet-${depth}`];
}

/** Returns the laboratory of gradient norms: of each layer's weights, through a training, with and without batch norm. */
export function gradientLab({recording, invalidation}: PairLabOptions): HTMLElement {
  return laboratory({
    label: "Gradients of the layers",
    fields: [
      depthField(),
      choiceField({name: "norm", label: "Batch norm", options: {on: "on", off: "off"}}),
      stepField(measuredSteps)
    ],
    training: measuredPair,
    recording,
    invalidation,
    draw: ({curves, values: {step}, width}) =>
      html`${netSwatches(curves.map(({net}) => net))}
      ${layerChart(curves, {
        values: ({gradients}) => gradients,
        label: "‖gradient‖ of the weights",
        step: Number(step),
        width,
        logarithmic: true
      })}`
  });
}
