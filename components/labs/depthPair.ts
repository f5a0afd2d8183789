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
  const [min, max] = [leastDepth, mostDepth];
  const rule = {
    is: "depth",
    family: "CIFAR networks",
    perRound: 6,
    others: 2,
    least: min,
    most: max
  } as const;
  return numberField({name: "depth", label: "Depth", value, min, max, step: 6, rule});
}

/** Returns the names of the plain and the residual network of a *depth*. */
export function depthPair(depth: LabValues[string]): [plain: string, residual: string] {
  return [`cifar-plain-${depth}`, `cifar-resnet-${depth}`];
}
