import {beforeEach, describe, expect, test, vi} from "vitest";
import {type Cifar10, cifar10Classes} from "../../components/dataset/cifar10.js";
import {forgetCifar10, saveCifar10} from "../../components/dataset/cifarStore.js";
import {forgetLoadedDataset, loadDataset} from "../../components/dataset/datasets.js";
import {halve, type LabelledImages} from "../../components/dataset/images.js";
import {shapes10} from "../../components/dataset/shapes.js";

import "fake-indexeddb/auto";

const cifar10 = {train: images(12), test: images(5)};
const source = async () => cifar10;

function images(count: number): LabelledImages {
  return {
    size: 32,
    count,
    classes: cifar10Classes,
    pixels: Uint8Array.from({length: count * 3072}, (_, i) => 7 * i + (i >> 8)),
    labels: Uint8Array.from({length: count}, (_, i) => i % 10)
  };
}

beforeEach(async () => {
  forgetLoadedDataset();
  await forgetCifar10();
});

describe("loadDataset({name: 'shapes', size})", () => {
  for (const size of [16, 32] as const)
    test(`has 10,000 training and 2,000 test images of Shapes-10's seed 2015 at size ${size}`, async () => {
      const dataset = await loadDataset({name: "shapes", size});
      expect(dataset).toMatchObject({name: "shapes", size});
      for (const [split, count] of [
        ["train", 10_000],
        ["test", 2_000]
      ] as const) {
        const {pixels, ...rest} = dataset[split];
        const {pixels: first, classes} = shapes10({size, count: 20, seed: 2015, split});
        expect(rest).toMatchObject({size, count, classes});
        expect(pixels).toHaveLength(count * size * size * 3);
        expect(pixels.slice(0, first.length)).toEqual(first);
      }
    });
});

describe("loadDataset({name: 'cifar10', size}, {cifar10})", () => {
  test("has the images as they are at size 32", async () => {
    const dataset = await loadDataset({name: "cifar10", size: 32}, {cifar10: source});
    expect(dataset).toMatchObject({name: "cifar10", size: 32});
    expect(dataset.train).toBe(cifar10.train); // 150 MB are not copied
    expect(dataset.test).toBe(cifar10.test);
  });

  test("makes one data set of each normalization, of the same images", async () => {
    const load = (normalization?: "none" | "deviation") =>
      loadDataset({name: "cifar10", size: 32, normalization}, {cifar10: source});
    const [whole, none] = [await load(), await load("none")];
    expect(none.mean).toEqual([0, 0, 0]);
    expect(none.train).toBe(whole.train);
    expect(whole.mean).not.toEqual([0, 0, 0]);
    expect(await load("none")).toBe(none);
    expect(await load("deviation")).toBe(whole);
  });

  test("has them averaged down at size 16, with the mean of those", async () => {
    const dataset = await loadDataset({name: "cifar10", size: 16}, {cifar10: source});
    expect(dataset).toMatchObject({name: "cifar10", size: 16, train: halve(cifar10.train), test: halve(cifar10.test)}); // prettier-ignore
    const {pixels} = dataset.train;
    const reds = pixels.filter((_, i) => i % 3 === 0);
    expect(dataset.mean[0]).toBeCloseTo(reds.reduce((sum, red) => sum + red, 0) / reds.length / 255, 12);
  });

  test("takes what the browser keeps, where no source is given", async () => {
    await saveCifar10(cifar10);
    expect((await loadDataset({name: "cifar10", size: 32})).train).toEqual(cifar10.train);
  });

  test("rejects with what to drop, where the browser keeps nothing", async () => {
    await expect(loadDataset({name: "cifar10", size: 32})).rejects.toThrow(
      "CIFAR-10 is not here yet; drop cifar-10-binary.tar.gz"
    );
  });
});

describe("loadDataset(choice) twice", () => {
  test("is one promise, until another is chosen or it is forgotten", async () => {
    const read = vi.fn(source);
    const load = (size: 16 | 32) => loadDataset({name: "cifar10", size}, {cifar10: read});
    const first = load(32);
    expect(load(32)).toBe(first);
    await first;
    expect(load(32)).toBe(first);
    expect(read).toHaveBeenCalledTimes(1);
    const smaller = load(16);
    expect(smaller).not.toBe(first);
    expect(load(16)).toBe(smaller);
    expect(load(32)).not.toBe(first);
    expect(read).toHaveBeenCalledTimes(3);
    forgetLoadedDataset();
    await load(32);
    expect(read).toHaveBeenCalledTimes(4);
  });

  test("tries again after a failure", async () => {
    const choice = {name: "cifar10", size: 32} as const;
    await expect(loadDataset(choice)).rejects.toThrow("not here yet");
    expect((await loadDataset(choice, {cifar10: source})).train.count).toBe(12);
  });

  test("a failure does not forget what was asked for since", async () => {
    let fail!: (error: Error) => void;
    const failing = new Promise<Cifar10>((_, reject) => (fail = reject));
    const first = loadDataset({name: "cifar10", size: 32}, {cifar10: () => failing});
    const read = vi.fn(source);
    const second = loadDataset({name: "cifar10", size: 16}, {cifar10: read});
    fail(new Error("no disk"));
    await expect(first).rejects.toThrow("no disk");
    await second;
    expect(loadDataset({name: "cifar10", size: 16}, {cifar10: read})).toBe(second);
    expect(read).toHaveBeenCalledTimes(1);
  });
});
