import type {Volume} from "../network/shapes.js";
import {fromBase64} from "./fromBase64.js";

/** What a residual block of a trained network does to some images: the means of its channels, packed. */
export interface RecordedBranches {
  /** Which block of the network it is, from 1. */
  number: number;
  volume: Volume;
  /** ‖F(x)‖ / ‖x‖, of each image. */
  ratios: readonly number[];
  /** x and F(x) of each image, one after the other, as packedBranches has them, in base64. */
  maps: string;
}

/** Recorded blocks of one network, and their caption. */
export interface BranchRecording {
  /** The images that went through it, each as a `data:` URL. */
  images: readonly {readonly label: string; readonly url: string}[];
  blocks: readonly RecordedBranches[];
  caption: string;
}

/** x and F(x), as much of each as the other's scale allows. */
export interface Branches {
  x: Float64Array;
  residual: Float64Array;
}

/** Returns ‖F(x)‖ / ‖x‖ of a block by its number, the mean of its images, for a sentence: `0.25`. Throws if it was not recorded. */
export function meanRatio({blocks}: BranchRecording, number: number): string {
  const found = blocks.find((block) => block.number === number);
  if (!found)
    throw new RangeError(
      `no block ${number}; the recorded ones are ${blocks.map((one) => one.number).join(", ")}`
    );
  return (found.ratios.reduce((sum, ratio) => sum + ratio, 0) / found.ratios.length).toFixed(2);
}

const most = 127;

/** Returns both branches as bytes, in 127ths of the largest number of both: first x, then F(x). */
export function packedBranches({x, residual}: Branches): Int8Array {
  const both = [...x, ...residual];
  const largest = Math.max(...both.map(Math.abs)) || 1;
  return Int8Array.from(both, (value) => Math.round((most * value) / largest));
}

/** Returns the branches of each image, on scales of their own. */
export function unpackedBranches({volume: [height, width], maps}: RecordedBranches): Branches[] {
  const bytes = new Int8Array(fromBase64(maps).buffer);
  const places = height * width;
  const branch = (at: number) => Float64Array.from(bytes.subarray(at * places, (at + 1) * places));
  return Array.from({length: bytes.length / (2 * places)}, (_, image) => ({
    x: branch(2 * image),
    residual: branch(2 * image + 1)
  }));
}

/** The pictures of a block, in bytes from dark to bright, on one scale. */
export interface BranchPictures {
  x: Uint8Array;
  residual: Uint8Array;
  /** λx + F(x). */
  sum: Uint8Array;
}

/**
 * Returns x, F(x) and λx + F(x) as pictures on one scale, on which 0 is as grey everywhere. It does not change with λ: it
 * reaches as far as x, F(x) or x + F(x) does.
 */
export function branchPictures({x, residual}: Branches, lambda: number): BranchPictures {
  const sum = (factor: number) => x.map((value, i) => factor * value + residual[i]);
  const all = [...x, ...residual, ...sum(1), 0];
  const [least, largest] = [Math.min(...all), Math.max(...all)];
  const picture = (values: Float64Array) =>
    Uint8Array.from(values, (value) => Math.round((255 * (value - least)) / (largest - least || 1)));
  return {x: picture(x), residual: picture(residual), sum: picture(sum(lambda))};
}
