import type {Volume} from "../network/shapes.js";
import {fromBase64} from "./fromBase64.js";

/** Mean, lowest and highest of all seeds. */
export type Spread = readonly [mean: number, low: number, high: number];

/** What is measured of a part of a network. */
export type Measure = "readout" | "noise" | "rank";

/** How much of an image is left in the parts of a network, on the way through its training. */
export interface RecordedFeatures {
  /** The network's key. */
  net: string;
  /** What each part makes of one image; the stem is the first, then block 1, 2 and so on. */
  volumes: readonly Volume[];
  /** After each step, of each part. */
  measures: readonly Readonly<Record<Measure, readonly Spread[]>>[];
  /** Parts whose maps are kept, by their number. */
  mapped: readonly number[];
  /** After each step: the maps of each image, part after part, as one, in base64. */
  maps: readonly string[];
}

/** What was recorded, and its caption. */
export interface ImageRecording {
  /** The images whose maps were kept, each as a `data:` URL. */
  images: readonly {readonly label: string; readonly url: string}[];
  /** Steps taken before each measurement. */
  steps: readonly number[];
  networks: readonly RecordedFeatures[];
  caption: string;
}

/** One part of a network in a chart. */
export interface FeatureRow {
  net: string;
  /** 0 is the stem. */
  block: number;
  value: number;
  low: number;
  high: number;
}

/** Returns a measure of all parts of the networks after a recorded *step*. Throws if there is none. */
export function featureRows(recording: ImageRecording, measure: Measure, step: number): FeatureRow[] {
  const at = stepIndex(recording, step);
  return recording.networks.flatMap(({net, measures}) =>
    measures[at][measure].map(([value, low, high], block) => ({net, block, value, low, high}))
  );
}

/** Returns the maps of one network after a recorded *step*: of each image, part by part. Throws if there are none. */
export function featureMaps(recording: ImageRecording, net: string, step: number): Uint8Array[][] {
  const {volumes, mapped, maps} = featuresOf(recording, net);
  const bytes = fromBase64(maps[stepIndex(recording, step)]);
  const sizes = mapped.map((part) => volumes[part][0] * volumes[part][1]);
  let at = 0;
  return recording.images.map(() => sizes.map((size) => bytes.subarray(at, (at += size))));
}

/** Returns what was recorded of *net*. Throws if nothing was. */
export function featuresOf({networks}: ImageRecording, net: string): RecordedFeatures {
  const found = networks.find((one) => one.net === net);
  if (!found) throw new RangeError(`no features of ${net}`);
  return found;
}

function stepIndex({steps}: ImageRecording, step: number): number {
  const at = steps.indexOf(step);
  if (at < 0)
    throw new RangeError(`no features after ${step} steps; they were recorded after ${steps.join(", ")}`);
  return at;
}
