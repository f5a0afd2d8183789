import {quotedUnlessWord} from "../fields/quoted.js";
import {type ArchiveOptions, type NamedBytes, openArchive} from "./archive.js";
import type {LabelledImages} from "./images.js";

/** CIFAR-10, as it was published: 32×32 pixels, its test images apart from its training images. */
export interface Cifar10 {
  train: LabelledImages;
  test: LabelledImages;
}

/** The classes, in the order of their labels. */
export const cifar10Classes = [
  "airplane",
  "automobile",
  "bird",
  "cat",
  "deer",
  "dog",
  "frog",
  "horse",
  "ship",
  "truck"
];

const size = 32;
const plane = size * size;
const recordBytes = 1 + 3 * plane;

/**
 * Reads CIFAR-10 in its binary version: the archive `cifar-10-binary.tar.gz`, or the files in it. A record is a label
 * and then 1,024 red, 1,024 green and 1,024 blue values, row by row. Fewer records than the published 60,000 do.
 *
 * Rejects if a file is empty, damaged or something else, if it is there twice, if all hold more than **mostBytes**, if a label
 * is above 9, or if a split is missing.
 *
 * Source: A. Krizhevsky, https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version".
 */
export async function readCifar10(blobs: readonly Blob[], options: ArchiveOptions = {}): Promise<Cifar10> {
  const files = await openAll(blobs, options);
  const training = files
    .filter(({name}) => /^data_batch_\d+\.bin$/.test(name))
    .sort((a, b) => a.name.localeCompare(b.name));
  const testing = files.filter(({name}) => name === "test_batch.bin");
  if (training.length === 0 || testing.length === 0) throw missing(files, training.length > 0);
  checkOnce([...training, ...testing]);
  return {train: imagesOf(training), test: imagesOf(testing)};
}

/** Opens all *blobs*, which have one budget: each alone may be small enough, and all together fill the memory. */
async function openAll(blobs: readonly Blob[], {mostBytes}: ArchiveOptions): Promise<NamedBytes[]> {
  const files: NamedBytes[] = [];
  let takenBytes = 0;
  for (const blob of blobs) {
    const found = await openArchive(notEmpty(blob), nameOf(blob), {mostBytes, takenBytes});
    for (const {bytes} of found) takenBytes += bytes.length;
    files.push(...found);
  }
  return files;
}

/** An archive beside the files in it would double the images, and nobody would see it. */
function checkOnce(files: readonly NamedBytes[]): void {
  const names = files.map(({name}) => name);
  const repeated = names.find((name, i) => names.indexOf(name) < i);
  if (repeated)
    throw new RangeError(
      `repeated file: ${quotedUnlessWord(repeated)}; choose cifar-10-binary.tar.gz or the files in it, each once`
    );
}

function nameOf(blob: Blob): string {
  return blob instanceof File ? blob.name : "the file";
}

function notEmpty(blob: Blob): Blob {
  if (blob.size === 0) throw new RangeError(`empty file: ${nameOf(blob)} has 0 bytes`);
  return blob;
}

/** Says what was found instead: the other versions of the archive are easily mistaken for this one. */
function missing(files: NamedBytes[], training: boolean): Error {
  const names = files.map(({name}) => name);
  const hint = names.includes("train.bin")
    ? "this is CIFAR-100; the course reads CIFAR-10"
    : names.some((name) => /^(data_batch_\d|test_batch)(\.mat)?$/.test(name))
      ? "this is the Python or Matlab version; choose the binary version, cifar-10-binary.tar.gz"
      : training
        ? "there is no test_batch.bin; choose it too, or the whole cifar-10-binary.tar.gz"
        : "there is no data_batch_1.bin; choose cifar-10-binary.tar.gz, or its data_batch_1.bin … and test_batch.bin";
  return new Error(
    `not CIFAR-10: ${names.slice(0, 4).map(quotedUnlessWord).join(", ") || "no files"}; ${hint}`
  );
}

function imagesOf(files: NamedBytes[]): LabelledImages {
  const counts = files.map(recordCount);
  const count = counts.reduce((sum, n) => sum + n, 0);
  const images = {
    size,
    count,
    classes: cifar10Classes,
    pixels: new Uint8Array(count * 3 * plane),
    labels: new Uint8Array(count)
  };
  let first = 0;
  for (const [i, file] of files.entries()) {
    readRecords(file, counts[i], images, first);
    first += counts[i];
  }
  return images;
}

function recordCount({name, bytes}: NamedBytes): number {
  if (bytes.length === 0) throw new RangeError(`empty file: ${quotedUnlessWord(name)} has 0 bytes`);
  if (bytes.length % recordBytes !== 0) {
    throw new RangeError(
      `invalid length: ${quotedUnlessWord(name)} has ${bytes.length.toLocaleString("en")} bytes; CIFAR-10's records have 3,073 each`
    );
  }
  return bytes.length / recordBytes;
}

/** Copies records, their three planes side by side: `[3, 1024]` as `[1024, 3]`. */
function readRecords(
  {name, bytes}: NamedBytes,
  count: number,
  {pixels, labels}: LabelledImages,
  first: number
): void {
  for (let record = 0; record < count; ++record) {
    const from = record * recordBytes;
    const label = bytes[from];
    if (label > 9)
      throw new RangeError(
        `invalid label: ${label}, in record ${record} of ${quotedUnlessWord(name)}; labels go from 0 to 9`
      );
    labels[first + record] = label;
    const to = (first + record) * 3 * plane;
    for (let i = 0; i < plane; ++i) {
      for (let channel = 0; channel < 3; ++channel)
        pixels[to + 3 * i + channel] = bytes[from + 1 + channel * plane + i];
    }
  }
}
