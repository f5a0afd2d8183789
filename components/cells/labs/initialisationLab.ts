import {html} from "htl";
import {errorChart} from "../../charts/errorChart.js";
import {labTable} from "../../charts/labTable.js";
import {toTraining} from "../../training/trainingSpec.js";
import {choiceField} from "../labFields.js";
import {laboratory, type LabRecording} from "../laboratory.js";
import {depthField, pairOf} from "./gradientLab.js";

/** Returns the laboratory of initialisation and normalization, of a plain and a residual network. */
export function initialisationLab({
  recording,
  invalidation
}: {
  recording: LabRecording;
  invalidation?: Promise<unknown>;
}): HTMLElement {
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
        networks: pairOf(depth),
        initialisation: initialisation as "he" | "small",
        norm: norm !== "off",
        steps: 100,
        evaluationInterval: 50
      }),
    recording,
    invalidation,
    draw: ({curves, width}) =>
      html`${labTable(curves)}
      ${errorChart(
        curves.flatMap(({errors}) => errors),
        {nets: curves.map(({net}) => net), steps: 100, width, height: 300, least: 0}
      )}`
  });
}
