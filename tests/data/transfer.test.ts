import {describe, expect, test} from "vitest";
import type {LabCurve} from "../../components/charts/labCurves.js";
import {pairedDifference} from "../../components/charts/pairedDifference.js";
import {
  transferImages,
  type TransferWay,
  transferWayOf,
  transferWays
} from "../../components/experiment/transferWays.js";
import {labRecording} from "../../data/labRecording.js";

// What the chapter "ResNet-50 in code" says in words of its recorded runs on new classes.

const {curves} = labRecording("transfer", {stride: 20});

function curveOf(way: TransferWay, images: number): LabCurve {
  return curves.find(
    ({spec: {network, dataset}}) => transferWayOf(network) === way && dataset.imagesPerClass === images
  )!;
}

const tested = (way: TransferWay, images: number) => curveOf(way, images).ends.map(({test}) => test);
const above = (way: TransferWay, other: TransferWay, images: number) =>
  pairedDifference(curveOf(way, images), curveOf(other, images), "test");

describe("freeze, and fine-tune", () => {
  test("there are five seeds of each way and each number of images, on new crowded shapes", () => {
    for (const way of Object.keys(transferWays) as TransferWay[])
      for (const images of transferImages) {
        const {ends, diverged, spec} = curveOf(way, images);
        expect([ends.length, diverged]).toEqual([5, 0]);
        expect(spec.dataset).toMatchObject({classes: "last", difficulty: "crowded"});
        expect(spec).toMatchObject({steps: 400, batch: 10, evaluationImages: 1000});
      }
    expect(curves).toHaveLength(25);
  });

  test("with 5 images a class a frozen body is far ahead of a network from scratch, which hardly does better than to guess", () => {
    expect(Math.min(...tested("scratch", 5))).toBeGreaterThan(0.7);
    expect(Math.max(...tested("frozen", 5))).toBeLessThan(0.2);
  });

  test("all fine-tuned is ahead of from scratch with every number of images, also with 320", () => {
    for (const images of transferImages) expect(above("scratch", "tuned", images).low).toBeGreaterThan(0);
  });

  test("with 2 and 5 images a class five seeds do not tell frozen from fine-tuned; from 20 on fine-tuned is ahead", () => {
    for (const images of [2, 5]) {
      const {mean, low} = above("tuned", "frozen", images);
      expect(mean).toBeGreaterThan(0);
      expect(low).toBeLessThan(0);
    }
    for (const images of [20, 80, 320]) expect(above("frozen", "tuned", images).low).toBeGreaterThan(0);
  });

  test("a frozen body in train mode is above one in eval mode, by few points; with 2 images a class the interval holds 0", () => {
    for (const images of [5, 20, 80, 320]) {
      const {mean, low} = above("following", "frozen", images);
      expect(low).toBeGreaterThan(0);
      expect(mean).toBeLessThan(5);
    }
    expect(above("following", "frozen", 2).low).toBeLessThan(0);
  });

  test("frozen at first is not told from fine-tuned with up to 20 images a class; with 80 and 320 it is above, and below frozen", () => {
    for (const images of [2, 5, 20]) {
      const {low, high} = above("unfrozen", "tuned", images);
      expect([low < 0, high > 0]).toEqual([true, true]);
    }
    for (const images of [80, 320]) {
      expect(above("unfrozen", "tuned", images).low).toBeGreaterThan(0);
      expect(above("frozen", "unfrozen", images).low).toBeGreaterThan(0);
    }
  });

  test("with 320 images a class, the network from scratch has not learned those it has in 400 steps", () => {
    for (const {training} of curveOf("scratch", 320).ends) expect(training).toBeGreaterThan(0.05);
  });

  test("is small enough to be read with a page", () => {
    expect(JSON.stringify(curves).length).toBeLessThan(150_000);
  });
});
