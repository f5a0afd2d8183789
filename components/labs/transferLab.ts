import {toTraining} from "../experiment/trainingSpec.js";
import {transferImages, transferWays} from "../experiment/transferWays.js";
import {stopField} from "../widgets/stopField.js";
import {errorFigure} from "./errorFigure.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";

/** Returns the laboratory of networks for new classes: from scratch, frozen and fine-tuned, on so many images of each. */
export function transferLab({recording, invalidation}: LabOptions): HTMLElement {
  const steps = 400;
  return laboratory({
    label: "Freeze, and fine-tune",
    fields: [stopField({name: "images", label: "Images of each new class", stops: transferImages, value: 5})],
    training: ({images}) =>
      toTraining({
        networks: Object.values(transferWays).map(({network}) => ({name: "cifar-resnet-8", ...network})),
        headInit: "pytorch",
        dataset: {difficulty: "crowded", classes: "last", imagesPerClass: Number(images)},
        optimizer: {learningRate: 0.03},
        schedule: {type: "cosine"},
        ...{steps, batch: 10, evaluationInterval: 50, evaluationImages: 1000}
      }),
    recording,
    invalidation,
    draw: ({curves, width}) => errorFigure(curves, {steps, width})
  });
}
