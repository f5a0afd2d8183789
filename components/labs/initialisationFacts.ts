import {endError} from "../charts/endError.js";
import {findCurve} from "../charts/findCurve.js";
import type {LabRecording} from "../charts/labCurves.js";
import type {RunSpec} from "../experiment/runSpec.js";
import {ofSeeds} from "./ofSeeds.js";

/** Which of the recorded networks is meant. */
export type StartedNetwork = Pick<RunSpec, "initialisation"> & {name: string; norm: boolean};

/** Returns what a sentence can say of the networks of a *recording* by their first weights. */
export function initialisationFacts({curves}: LabRecording) {
  const is =
    ({name, norm, initialisation}: StartedNetwork) =>
    (spec: RunSpec) =>
      spec.network.name === name && spec.network.norm === norm && spec.initialisation === initialisation;
  return {
    /** The training error of a network with batch normalization after the last step: `25 % (20 to 31)`. */
    error: (name: string, initialisation: RunSpec["initialisation"]): string =>
      endError(curves, is({name, norm: true, initialisation})),
    /** How many runs without normalization, with He's first weights, ended in a loss that is not a number, of how many. */
    diverged(name: string): string {
      const {diverged, seeds} = findCurve(curves, is({name, norm: false, initialisation: "he"}))!;
      return ofSeeds(diverged, seeds);
    }
  };
}
