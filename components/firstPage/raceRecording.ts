import type {RunSpec} from "../experiment/runSpec.js";
import type {Racer} from "./racePoints.js";

/** One of the images that the networks are asked about. */
export interface RaceImage {
  /** The number of its class. */
  readonly label: number;
  /** The image, as a `data:` URL. */
  readonly url: string;
}

/** A recorded race: networks trained alike, and what each answered on the same few images. */
export interface RaceRecording {
  /** What all share; the networks differ in their names. */
  readonly spec: RunSpec;
  /** What was recorded: the seed, where, when. */
  readonly caption: string;
  /** The names of the classes. */
  readonly classes: readonly string[];
  readonly images: readonly RaceImage[];
  readonly racers: readonly Racer[];
}
