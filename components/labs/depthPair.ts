import {RunSpecError} from "../experiment/runSpec.js";
import {toTraining, type Training} from "../experiment/trainingSpec.js";
import {type LabField, type LabValues, numberField} from "../widgets/labFields.js";

/** Steps at which the recordings of measuredDepthPair have measurements. */
export const measuredSteps = [1, 20, 40, 60, 80, 100];

/** Returns the training of a plain and a residual network of one depth, with measurements every 20 steps. */
export function measuredDepthPair({depth, norm}: LabValues): Training {
  return toTraining({
    networks: depthPair(depth),
    norm: norm !== "off",
    steps: 100,
    measurementInterval: 20,
    evaluationInterval: 50
  });
}

const [leastDepth, mostDepth] = [8, 218];

/** Returns the field whose depth depthPair reads; it starts at *value*. */
export function depthField(value = 56): LabField {
  const range = {min: leastDepth, max: mostDepth, step: 6};
  return numberField({name: "depth", label: "Depth", value, ...range, fault: "invalid depth"});
}

/** Returns the names of the plain and the residual network of a *depth*. Throws a RunSpecError if there is no such depth. */
export function depthPair(depth: LabValues[string]): [plain: string, residual: string] {
  const n = (Number(depth) - 2) / 6;
  if (!Number.isInteger(n) || Number(depth) < leastDepth || Number(depth) > mostDepth) {
    const rule = `it must be 6n + 2, from ${leastDepth} to ${mostDepth}`;
    throw new RunSpecError([`invalid depth: ${Number.isNaN(depth) ? "none" : depth}; ${rule}`]);
  }
  return [`cifar-plain-${depth}`, `cifar-resnet-${depth}`];
}
