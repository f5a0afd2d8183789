import {toTraining} from "../experiment/trainingSpec.js";
import {type ConvNetHead, convNetHeads} from "../network/zoo/convNet.js";
import {errorFigure} from "./errorFigure.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";
import {smallNetwork} from "./smallNetwork.js";

/** Returns the laboratory of heads: four of them on one body of four convolutions. */
export function headLab({recording, invalidation}: LabOptions): HTMLElement {
  const heads = Object.keys(convNetHeads) as ConvNetHead[];
  return laboratory({
    label: "Four heads",
    training: () =>
      toTraining({
        ...smallNetwork,
        networks: heads.map((head) => ({name: "cifar-convnet-4", head})),
        dataset: {difficulty: "crowded"},
        optimizer: {learningRate: 0.03},
        steps: 400
      }),
    recording,
    invalidation,
    draw: ({curves, width}) => errorFigure(curves, {steps: 400, width})
  });
}
