import {createHash} from "node:crypto";
import {describe, expect, test} from "vitest";
import {halve} from "../../components/dataset/images.js";
import {shapes} from "../../components/dataset/shapeDistances.js";
import {shapes10, type ShapesOptions} from "../../components/dataset/shapes.js";
import {shapesDifficulty} from "../../components/dataset/shapesDifficulty.js";

const noiseless = {...shapesDifficulty, noise: [0, 0]} as const;

function pixels(options: Partial<ShapesOptions> = {}): Uint8Array {
  return shapes10({size: 16, count: 100, seed: 2015, split: "train", ...options}).pixels;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

describe("shapes10(options)", () => {
  // SHA-256 of the first 100 images, made with Node 20 when runs were recorded. If one fails, undo the change, or
  // record the runs again.
  const known: [16 | 32, "train" | "test", string][] = [
    [16, "train", "b611f9141eb94fa8b4432db8ab2b9e6b79864989c19243978959f85834d827e9"],
    [16, "test", "04a4673d04ad36cbff2e5bd17f9e5badd3f828a295f8148a3c7cb1d85f83c042"],
    [32, "train", "ef64b78345a4de9c7c4b267fcea4001bd9eda4312a812ef4587cc83205350bff"],
    [32, "test", "83706009ce642656b249b32f6195bb9557a012dd1ee5deb2c379527aa25a33f1"]
  ];
  for (const [size, split, checksum] of known)
    test(`gives the bytes that runs were recorded with: ${split}, ${size}×${size}, seed 2015`, () => {
      expect(sha256(pixels({size, split}))).toBe(checksum);
    });

  test("gives the same bytes for the same seed, and others for another", () => {
    expect(sha256(pixels())).toBe(sha256(pixels()));
    expect(sha256(pixels({seed: 2016}))).not.toBe(sha256(pixels()));
  });

  test("numbers the classes in turn, so that they are balanced", () => {
    const {labels, classes, count, size} = shapes10({size: 32, count: 40, seed: 1, split: "test"});
    expect({count, size}).toEqual({count: 40, size: 32});
    expect([...labels]).toEqual(Array.from({length: 40}, (_, i) => i % 10));
    expect(classes).toEqual(["disc", "ring", "square", "triangle", "cross", "star", "crescent", "heart", "stripes", "checker"]); // prettier-ignore
  });

  test("gives image number i whatever the count", () => {
    expect(pixels({count: 7})).toEqual(pixels({count: 23}).subarray(0, 7 * 768));
  });

  test("gives no image twice, in one split or in both", () => {
    const all = (["train", "test"] as const).flatMap((split) => {
      const images = pixels({count: 1000, split});
      return Array.from({length: 1000}, (_, i) => sha256(images.subarray(i * 768, (i + 1) * 768)));
    });
    expect(new Set(all).size).toBe(2000);
  });

  test("shows the same scenes at both sizes", () => {
    const small = pixels({difficulty: noiseless});
    const halved = halve(shapes10({size: 32, count: 100, seed: 2015, split: "train", difficulty: noiseless}));
    const other = pixels({difficulty: noiseless, split: "test"});
    expect(meanDifference(small, halved.pixels)).toBeLessThan(2);
    expect(meanDifference(small, other)).toBeGreaterThan(20);
  });

  test("draws the shape of the class, where nothing disturbs it", () => {
    const radius = 0.8;
    const calm = {
      ...noiseless, radius: [radius, radius], shift: 0, turn: 0, behind: 0, before: 0, texture: 0, textureContrast: 0,
      separation: [1, 1], contrast: [1, 1], brightness: 0
    } as const; // prettier-ignore
    const images = pixels({difficulty: calm, count: 40});
    for (let i = 0; i < 40; ++i)
      for (let pixel = 0; pixel < 256; ++pixel) {
        const [x, y] = [pixel % 16, Math.floor(pixel / 16)].map((place) => ((place + 0.5) / 8 - 1) / radius);
        const distance = radius * shapes[i % 10].distance(x, y);
        if (Math.abs(distance) < 1 / 16) continue; // the edge is a pixel soft
        const [value, corner] = [i * 256 + pixel, i * 256].map((at) => images[3 * at + 1]);
        expect(Math.abs(value - corner) > 127).toBe(distance < 0);
      }
  });

  for (const count of [0, -1, 1.5, NaN])
    test(`throws for count ${count}`, () => {
      expect(() => pixels({count})).toThrow(`invalid count: ${count}; it must be a positive integer`);
    });
});

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
}
