import {toTraining} from "../experiment/trainingSpec.js";
import {type LocalResponseName, localResponses} from "../network/zoo/convNet.js";
import {errorFigure} from "./errorFigure.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";
import {smallNetwork} from "./smallNetwork.js";

/** Returns the laboratory of local response normalization: without, with AlexNet's constants, and with strong ones. */
export function responseLab({recording, invalidation}: LabOptions): HTMLElement {
  const responses = Object.keys(localResponses) as LocalResponseName[];
  return laboratory({
    label: "With and without local response normalization",
    training: () =>
      toTraining({
        ...smallNetwork,
        networks: responses.map((localResponse) => ({name: "cifar-convnet-4", localResponse})),
        dataset: {difficulty: "crowded"},
        optimizer: {learningRate: 0.03},
        steps: 400
      }),
    recording,
    invalidation,
    draw: ({curves, width}) => errorFigure(curves, {steps: 400, width})
  });
}
