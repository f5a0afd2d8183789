import {deviation, sum} from "d3-array";
import {shapes10} from "../../dataset/shapes.js";
import {difficulties} from "../../dataset/shapesDifficulty.js";
import {type CopyNetwork, createCopyTraining} from "./copyNetwork.js";
import {copySide} from "./copyRecording.js";

// The task of learning to do nothing: pictures of Shapes-10, in grey, are to come out as they went in.

/** Values of a picture. */
export const copyWidth = copySide ** 2;

/** How each network is trained. */
export const copySetting = {
  ...{steps: 400, batch: 32, rate: 0.02, momentum: 0.9},
  /** Steps from one measurement to the next. */
  interval: 50
} as const;

/** Shapes-10's own seed, and the side of its pictures. */
const shapes = {seed: 2015, size: 16, difficulty: difficulties.plain} as const;
/** Pixels of Shapes-10 that make one, along each side. */
const shrink = shapes.size / copySide;

/** The pictures of the task, each set `[pictures, 64]`; all values were divided by the deviation of those to train on. */
export interface CopyPictures {
  train: Float32Array;
  test: Float32Array;
  /** What the values were divided by: a pixel's were from 0 to 1. */
  scale: number;
}

/** Returns 1,024 pictures to train on, and 200 others. */
export function copyPictures(): CopyPictures {
  const [train, test] = [greys("train", 1024), greys("test", 200)];
  const scale = deviation(train)!;
  return {train: train.map((value) => value / scale), test: test.map((value) => value / scale), scale};
}

/** Returns the share of the pictures' variance that *outputs* miss: 0 of a copy, 1 where all are the mean picture. */
export function missedShare(outputs: Float32Array, pictures: Float32Array): number {
  const means = new Float64Array(copyWidth);
  for (const [i, value] of pictures.entries()) means[i % copyWidth] += (value * copyWidth) / pictures.length;
  const missed = sum(outputs, (value, i) => (value - pictures[i]) ** 2);
  return missed / sum(pictures, (value, i) => (value - means[i % copyWidth]) ** 2);
}

/** What a network has come to after a *step* of its training. */
export interface CopyPoint {
  step: number;
  /** The share of the test pictures' variance that is missed. */
  missed: number;
  /** What it makes of the test pictures, `[pictures, 64]`. */
  outputs: Float32Array;
}

/** Options of trainToCopy. */
export interface CopyTrainingOptions {
  /** Hears of the start, of every 50th step and of the end. */
  tell?(point: CopyPoint): void;
  /** Ends the training, which then rejects. Defaults to one that never does. */
  signal?: AbortSignal;
}

/** Milliseconds that a page is kept from anything else. */
const turnMs = 25;

/** Trains a network to copy, and resolves to what it has come to. */
export async function trainToCopy(
  network: Pick<CopyNetwork, "kind" | "layers" | "seed">,
  {train, test}: CopyPictures,
  {tell, signal}: CopyTrainingOptions = {}
): Promise<CopyPoint> {
  const {steps, batch, interval, ...options} = copySetting;
  const training = createCopyTraining({...network, width: copyWidth});
  const measured = (step: number): CopyPoint => {
    const outputs = training.outputs(test);
    return {step, outputs, missed: missedShare(outputs, test)};
  };
  let turnEnds = performance.now() + turnMs;
  for (let step = 0; step < steps; ++step) {
    if (step % interval === 0) tell?.(measured(step));
    const first = (step * batch * copyWidth) % train.length;
    training.step(train.subarray(first, first + batch * copyWidth), options);
    if (performance.now() < turnEnds) continue;
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    turnEnds = performance.now() + turnMs;
  }
  const last = measured(steps);
  tell?.(last);
  return last;
}

/** Returns the first *count* of *pictures* in bytes of grey, one after the other. */
export function pictureBytes(
  pictures: Float32Array,
  {scale, count}: {scale: number; count: number}
): Uint8Array {
  const bytes = Uint8ClampedArray.from(
    pictures.subarray(0, count * copyWidth),
    (value) => value * scale * 255
  );
  return new Uint8Array(bytes.buffer);
}

/** Returns pictures in grey, from 0 to 1. */
function greys(split: "train" | "test", count: number): Float32Array {
  const {pixels} = shapes10({...shapes, split, count});
  const result = new Float32Array(count * copyWidth);
  for (let i = 0; i < pixels.length; ++i) {
    const pixel = Math.floor(i / 3);
    const [x, y] = [pixel % shapes.size, Math.floor(pixel / shapes.size) % shapes.size];
    const place = Math.floor(y / shrink) * copySide + Math.floor(x / shrink);
    result[Math.floor(pixel / shapes.size ** 2) * copyWidth + place] += pixels[i] / 255 / (3 * shrink ** 2);
  }
  return result;
}
