import {readFileSync} from "node:fs";
import * as v from "valibot";
import type {Volume} from "../../components/network/shapes.js";
import {imagesFromPyTorch} from "../../components/weights/pytorchLayout.js";
import {countOf} from "../../components/weights/storedTensor.js";

const size = v.pipe(v.number(), v.integer(), v.minValue(1));
const tensor = v.pipe(
  v.object({shape: v.array(size), data: v.array(v.number())}),
  v.check(({shape, data}) => countOf(shape) === data.length, "as many numbers as the shape says")
);
const images = v.pipe(
  tensor,
  v.check(({shape}) => shape.length === 4, "[images, channels, height, width]")
);
const file = v.union([v.object({input: images, output: v.optional(tensor)}), images]);

/** Images that a network is given, and what it should make of them. */
export interface GivenInput {
  /** `[height, width, channels]` of one image. */
  readonly volume: Volume;
  /** `[images, height, width, channels]` */
  readonly images: Float32Array;
  /** What PyTorch made of them, `[images, classes]`, where the file says it. */
  readonly expected?: readonly number[];
}

/** Returns the images of a JSON file in PyTorch's layout. Throws an error with the file's name if there are none. */
export function readInput(path: string): GivenInput {
  const read = v.safeParse(file, parsed(path));
  if (!read.success)
    throw new Error(
      `invalid input: ${path}; it must be {"shape": [images, channels, height, width], "data": […]}`
    );
  const {input, output} = "input" in read.output ? read.output : {input: read.output, output: undefined};
  const [, channels, height, width] = input.shape;
  return {
    volume: [height, width, channels],
    images: imagesFromPyTorch(input.data, input.shape),
    ...(output && {expected: output.data})
  };
}

function parsed(path: string): unknown {
  const text = readFileSync(path, "utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`invalid input: ${path}; it must be JSON`, {cause: error});
  }
}
