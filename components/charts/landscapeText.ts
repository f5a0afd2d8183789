import {finiteRange, type Height, type Landscape, localMinima, pitsOfNoise} from "./landscape.js";
import {shortNumber} from "./powerText.js";
import {netLabel} from "./scales.js";

/** Returns a height in words' digits: a loss of `2.333`, or an error of `88 %`. */
export function heightText(value: number, height: Height): string {
  if (Number.isNaN(value)) return "not a number";
  if (height === "error") return `${Number((100 * value).toFixed(1))} %`;
  return value >= 1000 ? shortNumber(value) : value.toPrecision(value >= 100 ? 3 : value < 0.1 ? 2 : 4);
}

/** Returns lowest and highest of a landscape: `2.333 to 2.451`. */
export function betweenText(landscape: Landscape, height: Height = "loss"): string {
  const [lowest, highest] = finiteRange(landscape[height]);
  return `${heightText(lowest, height)} to ${heightText(highest, height)}`;
}

/** Returns how many pits a landscape has: `35 pits`, `1 pit`, `no pit`. */
export function pitsText(landscape: Landscape, height: Height = "loss"): string {
  const {length} = localMinima(landscape, height);
  return length === 0 ? "no pit" : `${length} ${length === 1 ? "pit" : "pits"}`;
}

/** Returns how many pits noise would have: a whole number. */
export function noiseText(landscape: Landscape): string {
  return String(Math.round(pitsOfNoise(landscape)));
}

/** Returns how far a landscape goes: `±0.02`. */
export function reachOfText({range}: Pick<Landscape, "range">): string {
  return `±${range}`;
}

/** Returns what a picture of a landscape shows, in a sentence. */
export function landscapeSentence(net: string, landscape: Landscape, height: Height): string {
  return (
    `The ${height} around the weights of ${netLabel(net)}, ${reachOfText(landscape)} each way: ` +
    `${betweenText(landscape, height)}, ${pitsText(landscape, height)}.`
  );
}

/** Returns what a picture of the plane of a training shows, in a sentence. */
export function pathSentence(net: string, landscape: Landscape, height: Height): string {
  return `The ${height} in the plane of the training of ${netLabel(net)}, with its path: ${betweenText(landscape, height)}.`;
}
