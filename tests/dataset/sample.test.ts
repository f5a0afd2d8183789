import {describe, expect, test} from "vitest";
import type {LabelledImages} from "../../components/dataset/images.js";
import {sampleImages} from "../../components/dataset/sample.js";

/** Images of 2×2 pixels, where all values of image i are i. */
function images(...labels: number[]): LabelledImages {
  return {
    size: 2,
    count: labels.length,
    classes: ["a", "b", "c"],
    pixels: Uint8Array.from({length: labels.length * 12}, (_, i) => Math.floor(i / 12)),
    labels: Uint8Array.from(labels)
  };
}

describe("sampleImages(images, perClass)", () => {
  test("holds the first images of each class, class after class", () => {
    const sample = sampleImages(images(2, 0, 0, 1, 2, 0, 2, 1), 2);
    expect(sample).toMatchObject({size: 2, classes: ["a", "b", "c"], count: 6});
    expect([...sample.pixels]).toEqual([1, 2, 3, 7, 0, 4].flatMap((image) => new Array(12).fill(image)));
  });

  test("owns its pixels, so that they can be sent away", () => {
    const all = images(0, 1, 2);
    const sample = sampleImages(all, 1);
    expect(sample.pixels.buffer).not.toBe(all.pixels.buffer);
    expect(sample.pixels.buffer.byteLength).toBe(36);
  });

  test("throws for a class with too few, and names it", () => {
    expect(() => sampleImages(images(2, 0, 0, 1, 2), 2)).toThrow(
      "invalid sample: 2 of each class; there are 1 of b"
    );
    expect(() => sampleImages(images(0, 1), 1)).toThrow("there are 0 of c");
  });
});
