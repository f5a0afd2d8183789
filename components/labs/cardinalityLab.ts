import {sort} from "d3-array";
import {factTable} from "../charts/factTable.js";
import {netLabel} from "../charts/scales.js";
import {percentText} from "../charts/shareChart.js";
import {networks} from "../experiment/networks.js";
import {toTraining, type TrainingSpec} from "../experiment/trainingSpec.js";
import {cost} from "../network/cost.js";
import {equalCostGroupWidth} from "../network/zoo/equalCostGroupWidth.js";
import {numberField} from "../widgets/labFields.js";
import {errorFigure} from "./errorFigure.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";

/** Cardinalities to train side by side. */
const cardinalities = [1, 2, 4, 8];

/** Width of the first stage's bottlenecks before splitting: with 19, integer group widths match the cost within 2 %. */
export const standardWidth = 19;

const [leastWidth, mostWidth] = [4, 64];

/** Options of cardinalityLab. */
export interface CardinalityLabOptions extends LabOptions {
  /** One more cardinality to train. Defaults to none. */
  cardinality?: number;
}

/** Returns the laboratory of cardinality at equal cost: small ResNeXts that differ in how their bottlenecks are split. */
export function cardinalityLab({
  cardinality = 1,
  recording,
  invalidation
}: CardinalityLabOptions): HTMLElement {
  return laboratory({
    label: "Cardinality at equal cost",
    fields: [
      numberField({
        ...{name: "width", label: "Width at C = 1", value: standardWidth},
        ...{min: leastWidth, max: mostWidth, step: 1}
      })
    ],
    training: (values) => toTraining(splitNetworks(Number(values.width), cardinality)),
    recording,
    invalidation,
    illustrate: (values) => costTable(splitNetworks(Number(values.width), cardinality)),
    draw: ({curves, width}) => errorFigure(curves, {steps: 200, width})
  });
}

/** Returns ResNeXts of 29 layers whose bottlenecks cost as nearly as possible what an undivided one of *width* channels does. */
export function splitNetworks(width = standardWidth, cardinality = 1): TrainingSpec {
  const all = sort(new Set([...cardinalities, cardinality]));
  const names = all.map((count) => `cifar-resnext-29-${count}x${equalCostGroupWidth(width, count)}d`);
  return {networks: names, width, headInit: "zero", steps: 200, evaluationInterval: 50};
}

/** What each network costs, and how that compares with the first. */
function costTable(spec: TrainingSpec): HTMLElement {
  const costs = networks(spec).map(({identity, expression, input}) => ({
    identity,
    ...cost(expression, input)
  }));
  const [first] = costs;
  const text = (key: "parameters" | "multiplyAdds", own: (typeof costs)[number]) =>
    `${own[key].toLocaleString("en")} (${percentText(own[key] / first[key])})`;
  const rows = costs.map((own) => ({
    name: netLabel(own.identity),
    parameters: text("parameters", own),
    multiplyAdds: text("multiplyAdds", own)
  }));
  const columns = [
    {key: "name", heading: "network"},
    {key: "parameters", heading: "parameters"},
    {key: "multiplyAdds", heading: "multiply–adds an image"}
  ];
  return factTable(rows, columns, {label: "Costs of the networks"});
}
