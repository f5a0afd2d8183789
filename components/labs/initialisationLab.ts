import {toTraining} from "../experiment/trainingSpec.js";
import {choiceField} from "../widgets/labFields.js";
import {depthField, depthPair} from "./depthPair.js";
import {errorFigure} from "./errorFigure.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";

/** Returns the laboratory of initialisation and normalization, of a plain and a residual network. */
export function initialisationLab({recording, invalidation}: LabOptions): HTMLElement {
  return laboratory({
    label: "First weights and normalization",
    fields: [
      depthField(),
      choiceField({
        name: "initialisation",
        label: "First weights",
        options: {he: "He", small: "normal, σ = 0.01"}
      }),
      choiceField({name: "norm", label: "Batch norm", options: {on: "on", off: "off"}})
    ],
    training: ({depth, initialisation, norm}) =>
      toTraining({
        networks: depthPair(depth),
        initialisation: initialisation as "he" | "small",
        norm: norm !== "off",
        headInit: "zero",
        steps: 100,
        evaluationInterval: 50
      }),
    recording,
    invalidation,
    draw: ({curves, width}) => errorFigure(curves, {steps: 100, width})
  });
}
