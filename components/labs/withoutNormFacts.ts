import {findCurve} from "../charts/findCurve.js";
import type {LabRecording} from "../charts/labCurves.js";
import {ofSeeds} from "./ofSeeds.js";

/** A run has learned something if its last training error is below this. */
const learnedBelow = 0.5;

/** Returns what a sentence can say of the runs without normalization of a *recording*, each a text: `2 of 5`. */
export function withoutNormFacts({curves}: LabRecording) {
  const found = (net: string, rate: number) => {
    const curve = findCurve(
      curves,
      ({network, optimizer}) => network.name === net && optimizer.learningRate === rate
    );
    if (!curve) throw new RangeError(`no recording of ${net} at ${rate}`);
    return curve;
  };
  return {
    /** How many runs learned something, of how many. */
    learned(net: string, rate: number): string {
      const {ends, seeds} = found(net, rate);
      return ofSeeds(ends.filter(({training}) => training < learnedBelow).length, seeds);
    },
    /** How many runs ended in a loss that is not a number, of how many. */
    diverged(net: string, rate: number): string {
      const {diverged, seeds} = found(net, rate);
      return ofSeeds(diverged, seeds);
    }
  };
}
