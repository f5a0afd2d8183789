import type {Landscape} from "./landscape.js";
import {type PackedLandscape, unpacked} from "./packedLandscape.js";

/** What was recorded of one network; its landscapes are packed. */
export interface RecordedLandscapes {
  /** The network's key. */
  net: string;
  /** Steps that it was trained. */
  steps: number;
  /** Around the first weights, from the widest to the narrowest. */
  first: readonly PackedLandscape[];
  /** Pits at ±0.02 with other seeds. */
  seeds: readonly {seed: number; pits: number}[];
  trained?: {
    around: PackedLandscape;
    /** Lowest and highest loss by running statistics. */
    running: readonly [lowest: number, highest: number];
    line: PackedLandscape;
    plane?: PackedLandscape & {
      shares: readonly [number, number];
      path: readonly (readonly [x: number, y: number])[];
      every: number;
    };
  };
}

/** Recorded landscapes, and their caption. */
export interface LandscapeRecording {
  networks: readonly RecordedLandscapes[];
  caption: string;
}

/** Returns what was recorded of *net*. Throws if nothing was. */
export function landscapesOf({networks}: LandscapeRecording, net: string): RecordedLandscapes {
  return found(
    networks.find((network) => network.net === net),
    `no landscape of ${net}`
  );
}

/** Returns the landscape around the first weights of *net*, as far as ±*range*. Throws if it was not recorded. */
export function firstLandscape(recording: LandscapeRecording, net: string, range: number): Landscape {
  const {first} = landscapesOf(recording, net);
  const one = first.find((landscape) => landscape.range === range);
  return unpacked(found(one, `no landscape of ${net} at ±${range}`));
}

/** Returns what was recorded of *net* after its training. Throws if nothing was. */
export function trainedLandscapes(
  recording: LandscapeRecording,
  net: string
): NonNullable<RecordedLandscapes["trained"]> {
  return found(landscapesOf(recording, net).trained, `no landscape of the trained weights of ${net}`);
}

/** Returns the landscape around the trained weights of *net*. Throws if it was not recorded. */
export function trainedLandscape(recording: LandscapeRecording, net: string): Landscape {
  return unpacked(trainedLandscapes(recording, net).around);
}

function found<Value>(value: Value | undefined, fault: string): Value {
  if (value === undefined) throw new RangeError(fault);
  return value;
}
