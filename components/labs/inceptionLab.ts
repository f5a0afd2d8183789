import {trainedModules} from "../exhibits/inceptionModule/reductionShare.js";
import {crowdedLab} from "./crowdedLab.js";
import type {LabOptions} from "./labOptions.js";

/** Returns the laboratory of Inception modules: four with reductions, and four without that put out as many channels. */
export function inceptionLab(options: LabOptions): HTMLElement {
  const networks = [true, false].map((reductions) => ({...trainedModules, reductions}));
  return crowdedLab({
    ...options,
    label: "Inception modules with and without reductions",
    training: {networks, headInit: "zero", evaluationInterval: 50}
  });
}
