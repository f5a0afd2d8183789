import {fromBase64} from "../../charts/fromBase64.js";
import {spreadText} from "../../charts/spreadText.js";
import type {CopyKind} from "./copyNetwork.js";

/** What one network came to. */
export interface CopyRun {
  kind: CopyKind;
  layers: number;
  seed: number;
  /** The share of the test pictures' variance that it missed after the last step. */
  missed: number;
}

/** Pictures in grey, from 0 to 255, `[8, 8]` each. */
export type GreyPictures = readonly Uint8Array[];

/** Recorded networks that learned to copy. */
export interface CopyRecording {
  runs: readonly CopyRun[];
  /** Some of the test pictures, one after the other, in base64. */
  pictures: string;
  /** What the networks of the first seed made of them, by what {@link copyKey} returns, in base64. */
  outputs: Readonly<Record<string, string>>;
  caption: string;
}

/** Pixels of a picture's side. */
export const copySide = 8;

/** Returns by what name a recording keeps the outputs of a network. */
export function copyKey({kind, layers}: Pick<CopyRun, "kind" | "layers">): string {
  return `${kind}-${layers}`;
}

/** Returns the pictures of a recording, or what it has of a network's outputs. */
export function unpackedPictures(packed: string): GreyPictures {
  return picturesIn(fromBase64(packed));
}

/** Returns the pictures in *bytes* that are one after the other. */
export function picturesIn(bytes: Uint8Array): GreyPictures {
  const size = copySide ** 2;
  return Array.from({length: bytes.length / size}, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

/** Returns what networks missed, in percent, for a sentence: `30 % (29 to 32)`. Throws if none was recorded. */
export function missedText(runs: readonly CopyRun[], kind: CopyKind, layers: number): string {
  const own = runs.filter((run) => run.kind === kind && run.layers === layers);
  if (own.length === 0) throw new RangeError(`no recording of ${copyKey({kind, layers})}`);
  return spreadText(own.map(({missed}) => 100 * missed));
}
