import {extent} from "d3-array";
import {namedNetwork} from "../network/named.js";
import {parameterCount} from "../network/parameters.js";
import {centerOf, finiteRange, localMinima, shareBelow} from "./landscape.js";
import {firstLandscape, type LandscapeRecording, landscapesOf, trainedLandscape, trainedLandscapes} from "./landscapeRecording.js"; // prettier-ignore
import {betweenText, heightText, pitsText} from "./landscapeText.js";
import {unpacked} from "./packedLandscape.js";
import {shortNumber} from "./powerText.js";

// What sentences say of recorded landscapes. Each function throws if there is no such recording.

/** Returns what a sentence can say of recorded landscapes, each a text. */
export function landscapeFacts(recording: LandscapeRecording) {
  const first = (net: string, range: number) => firstLandscape(recording, net, range);
  const trained = (net: string) => trainedLandscape(recording, net);
  const line = (net: string) => unpacked(trainedLandscapes(recording, net).line);
  return {
    /** How many parameters a network has: `214,546`. */
    weights(net: string) {
      const {expression, input} = namedNetwork(net, {width: 8, size: 16});
      return parameterCount(expression, input).toLocaleString("en");
    },
    /** `35 pits`, around the first weights. */
    pits: (net: string, range: number) => pitsText(first(net, range)),
    /** `2.333 to 2.451`, there. */
    between: (net: string, range: number) => betweenText(first(net, range)),
    /** By how much the loss varies there, beside its middle: `5 %`. */
    variation(net: string, range: number) {
      const [lowest, highest] = finiteRange(first(net, range).loss);
      return `${Number(((100 * (highest - lowest)) / centerOf(first(net, range))).toPrecision(2))} %`;
    },
    /** Fewest and most pits of all recorded seeds at ±0.02: `31 to 43`. */
    seedPits(net: string) {
      const {seeds} = landscapesOf(recording, net);
      const all = [localMinima(first(net, 0.02)).length, ...seeds.map(({pits}) => pits)];
      const [fewest, most] = extent(all) as [number, number];
      return fewest === most ? String(most) : `${fewest} to ${most}`;
    },
    /** How many seeds those are. */
    seedCount: (net: string) => String(1 + landscapesOf(recording, net).seeds.length),
    /** The loss at the trained weights: `0.0052`. */
    trainedLoss: (net: string) => heightText(centerOf(trained(net)), "loss"),
    /** Their error: `0.4 %`. */
    trainedError: (net: string) => heightText(centerOf(trained(net), "error"), "error"),
    trainedBetween: (net: string) => betweenText(trained(net)),
    trainedPits: (net: string) => pitsText(trained(net)),
    /** The share of the square with a loss below 1. */
    lowShare: (net: string) => `${Math.round(100 * shareBelow(trained(net), 1))} %`,
    /** The highest loss around the trained weights by running statistics. */
    runningHighest: (net: string) => shortNumber(trainedLandscapes(recording, net).running[1]),
    /** The loss at a share of the way from the first to the trained weights; the recorded point nearest to it. */
    onTheWay(net: string, at: number) {
      const {columns, range, loss} = line(net);
      const column = Math.round((((2 * at - 1) / range + 1) / 2) * (columns - 1));
      return heightText(loss[column], "loss");
    },
    /** The share of the path's variance that its plane has. */
    planeShare(net: string) {
      const {plane} = trainedLandscapes(recording, net);
      if (!plane) throw new RangeError(`no plane of the training of ${net}`);
      return `${Math.round(100 * (plane.shares[0] + plane.shares[1]))} %`;
    }
  };
}
