import {describe, expect, test} from "vitest";
import {type Batch, createBatches, epochOrder, testBatches} from "../../components/dataset/batches.js";
import {
  type Dataset,
  type ImageSize,
  type LabelledImages,
  toDataset
} from "../../components/dataset/images.js";
import {hash} from "../../components/random/random.js";

/** Images that are told by their labels, which count from 0. Their values look random. */
function images(count: number, size: ImageSize): LabelledImages {
  const values = size * size * 3;
  return {
    size,
    count,
    classes: Array.from({length: 256}, (_, i) => `class ${i}`),
    pixels: Uint8Array.from({length: count * values}, (_, i) => hash(size, i)),
    labels: Uint8Array.from({length: count}, (_, i) => i)
  };
}

function dataset({
  train = 10,
  tests = 7,
  size = 16
}: {train?: number; tests?: number; size?: ImageSize} = {}) {
  return toDataset("shapes", images(train, size), images(tests, size));
}

/** Returns the normalized value at (x, y) of an image, 0 outside of it. */
function valueAt({mean, deviation}: Dataset, {pixels, size}: LabelledImages, image: number) {
  return (y: number, x: number, channel: number) => {
    if (y < 0 || y >= size || x < 0 || x >= size) return 0;
    const value = pixels[((image * size + y) * size + x) * 3 + channel];
    return Math.fround((value / 255 - mean[channel]) / deviation[channel]);
  };
}

interface View {
  down: number;
  right: number;
  mirror: boolean;
}

/** Returns image number *image*, normalized, padded, cropped by *view*, and then mirrored if asked to. */
function augmented(data: Dataset, image: number, {down, right, mirror}: View): number[] {
  const {size} = data;
  const at = valueAt(data, data.train, image);
  return Array.from({length: size * size * 3}, (_, i) => {
    const column = Math.floor(i / 3) % size;
    return at(Math.floor(i / 3 / size) + down, (mirror ? size - 1 - column : column) + right, i % 3);
  });
}

function imageOf({images, labels}: Batch, slot: number): number[] {
  const values = images.length / labels.length;
  return [...images.subarray(slot * values, (slot + 1) * values)];
}

/** Returns how each image of a batch was moved and mirrored. Fails if one was changed in another way. */
function viewsOf(data: Dataset, batch: Batch): View[] {
  const pad = data.size / 8;
  const shifts = Array.from({length: 2 * pad + 1}, (_, i) => i - pad);
  const views = shifts.flatMap((down) =>
    shifts.flatMap((right) => [false, true].map((mirror) => ({down, right, mirror})))
  );
  return [...batch.labels].map((label, slot) => {
    const seen = imageOf(batch, slot);
    const found = views.filter((view) => differs(data, label, view, seen) === false);
    expect(found).toHaveLength(1);
    expect(seen).toEqual(augmented(data, label, found[0]));
    return found[0];
  });
}

/** A look at the middle of the image, which no view moves beyond the border. */
function differs(data: Dataset, image: number, {down, right, mirror}: View, seen: number[]): boolean {
  const {size} = data;
  const at = valueAt(data, data.train, image);
  const middle = size / 2;
  return [0, 1, 2, 3].some((i) => {
    const row = middle - (i & 1);
    const column = middle - (i >> 1);
    const x = (mirror ? size - 1 - column : column) + right;
    return seen[3 * (row * size + column)] !== at(row + down, x, 0);
  });
}

describe("createBatches(dataset, options)", () => {
  test("drops what is left over at the end of an epoch", () => {
    const batches = createBatches(dataset(), {batch: 4, seed: 1});
    expect(batches).toMatchObject({batch: 4, perEpoch: 2});
    expect(batches.at(0).labels).toHaveLength(4);
    expect(batches.at(0).images).toHaveLength(4 * 768);
    const [first, second] = [epochOrder(10, 1, 0), epochOrder(10, 1, 1)];
    expect([0, 1, 2].map((step) => [...batches.at(step).labels])).toEqual([
      [...first.subarray(0, 4)],
      [...first.subarray(4, 8)],
      [...second.subarray(0, 4)]
    ]);
  });

  test("takes each image at most once in an epoch, and all if the batch divides their number", () => {
    for (const [batch, distinct] of [
      [3, 9],
      [5, 10],
      [10, 10],
      [1, 10],
      [7, 7]
    ]) {
      const batches = createBatches(dataset(), {batch, seed: 3});
      for (const epoch of [0, 1, 5]) {
        const steps = Array.from({length: batches.perEpoch}, (_, i) => epoch * batches.perEpoch + i);
        const labels = steps.flatMap((step) => [...batches.at(step).labels]);
        expect(labels).toHaveLength(distinct);
        expect(new Set(labels).size).toBe(distinct);
      }
    }
  });

  test("orders every epoch and every seed anew", () => {
    const orders = [1, 2, 3].flatMap((seed) => {
      const batches = createBatches(dataset(), {batch: 10, seed});
      return [0, 1, 2].map((epoch) => batches.at(epoch).labels.join());
    });
    expect(new Set(orders).size).toBe(9);
  });

  for (const augment of [false, true])
    test(`at(step) depends on nothing but the step, with augment ${augment}`, () => {
      const data = dataset();
      const options = {batch: 4, seed: 7, augment};
      const batches = createBatches(data, options);
      const visited = [5, 0, 1, 5, 4, 101, 5].map((step) => [step, batches.at(step)] as const);
      for (const [step, batch] of visited) expect(batch).toEqual(createBatches(data, options).at(step));
    });

  test("gives the pixels, normalized, without augment", () => {
    const data = dataset();
    const batches = createBatches(data, {batch: 5, seed: 1});
    for (const step of [0, 3])
      for (const [slot, label] of batches.at(step).labels.entries())
        expect(imageOf(batches.at(step), slot)).toEqual(augmented(data, label, {down: 0, right: 0, mirror: false})); // prettier-ignore
  });

  test("gives the training set mean 0 and deviation 1 in each channel", () => {
    const {images} = createBatches(dataset(), {batch: 10, seed: 1}).at(0);
    for (const channel of [0, 1, 2]) {
      const values = [...images].filter((_, i) => i % 3 === channel);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(mean).toBeCloseTo(0, 5);
      expect(values.reduce((sum, value) => sum + value * value, 0) / values.length).toBeCloseTo(1, 5);
    }
  });

  test("draws order and views from the streams of its seed", () => {
    // Made by random.ts written again in Python: stream hash(7, 1) for the order, hash(7, 2) for the views.
    expect([...epochOrder(10, 7, 0)]).toEqual([1, 0, 6, 8, 4, 9, 7, 2, 3, 5]);
    expect([...epochOrder(10, 7, 1)]).toEqual([5, 2, 3, 6, 1, 9, 8, 4, 0, 7]);
    const data = dataset();
    const batch = createBatches(data, {batch: 4, seed: 7, augment: true}).at(0);
    expect([...batch.labels]).toEqual([1, 0, 6, 8]);
    expect(viewsOf(data, batch)).toEqual([
      {down: 0, right: -2, mirror: false},
      {down: 2, right: 0, mirror: true},
      {down: 0, right: 0, mirror: true},
      {down: -2, right: 2, mirror: true}
    ]);
  });

  test("with augment, moves by up to 2 pixels at 16×16, mirrors half, and is 0 outside", () => {
    const data = dataset();
    const batches = createBatches(data, {batch: 10, seed: 2, augment: true});
    const views = Array.from({length: 60}, (_, step) => viewsOf(data, batches.at(step))).flat();
    const kinds = new Set(views.map(({down, right, mirror}) => `${down} ${right} ${mirror}`));
    expect(kinds.size).toBe(50); // 5 · 5 · 2, each 12 times in 600
    const mirrored = views.filter(({mirror}) => mirror).length;
    expect(Math.abs(mirrored - 300)).toBeLessThan(62); // five deviations
  });

  test("with augment, moves by up to 4 pixels at 32×32", () => {
    const data = dataset({size: 32, train: 20});
    const batches = createBatches(data, {batch: 20, seed: 2, augment: true});
    const views = [0, 1, 2].flatMap((step) => viewsOf(data, batches.at(step)));
    expect(new Set(views.map(({down}) => down)).size).toBe(9);
    expect(new Set(views.map(({right}) => right)).size).toBe(9);
  });

  test("augment does not change which images a step takes", () => {
    const data = dataset();
    const labels = (augment: boolean) => createBatches(data, {batch: 4, seed: 5, augment}).at(3).labels;
    expect(labels(true)).toEqual(labels(false));
  });

  test("at(step) makes new arrays; at(step, into) fills and returns those of into", () => {
    const batches = createBatches(dataset(), {batch: 4, seed: 1, augment: true});
    const first = batches.at(0);
    const copy = {images: first.images.slice(), labels: first.labels.slice()};
    const second = batches.at(1);
    expect(second.images).not.toBe(first.images);
    expect(first).toEqual(copy);
    const {images, labels} = first;
    const filled = batches.at(1, first);
    expect(filled.images).toBe(images);
    expect(filled.labels).toBe(labels);
    expect(filled).toEqual(second); // zeros of the border are written too
  });

  for (const batch of [0, -1, 2.5, NaN, 11])
    test(`throws for batch ${batch} of 10 images`, () => {
      expect(() => createBatches(dataset(), {batch, seed: 1})).toThrow(
        `invalid batch: ${batch}; it must be an integer from 1 to 10, the number of images`
      );
    });

  for (const step of [-1, 0.5, NaN])
    test(`at(${step}) throws`, () => {
      expect(() => createBatches(dataset(), {batch: 4, seed: 1}).at(step)).toThrow(`invalid step: ${step};`);
    });
});

describe("testBatches(dataset, options)", () => {
  test("yields the test images in their order, as they are, and a last batch of what is left", () => {
    const data = dataset();
    const batches = [...testBatches(data, {batch: 3})];
    expect(batches.map(({labels}) => [...labels])).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    expect(batches.map(({images}) => images.length / 768)).toEqual([3, 3, 1]);
    const swapped = {...data, train: data.test};
    const plain = {down: 0, right: 0, mirror: false};
    for (const batch of batches)
      for (const [slot, label] of batch.labels.entries())
        expect(imageOf(batch, slot)).toEqual(augmented(swapped, label, plain));
  });

  for (const [batch, sizes] of [
    [7, [7]],
    [99, [7]],
    [1, [1, 1, 1, 1, 1, 1, 1]]
  ] as const)
    test(`yields ${sizes.join(" + ")} of 7 images for batch ${batch}`, () => {
      expect([...testBatches(dataset(), {batch})].map(({labels}) => labels.length)).toEqual(sizes);
    });

  test("makes new arrays, or with reuse overwrites those before, with the same values", () => {
    const data = dataset();
    const fresh = [...testBatches(data, {batch: 3})];
    expect(new Set(fresh.map(({images}) => images)).size).toBe(3);
    const seen = new Set<Float32Array>();
    let number = 0;
    for (const batch of testBatches(data, {batch: 3, reuse: true})) {
      seen.add(batch.images);
      expect(batch).toEqual(fresh[number++]);
    }
    expect(number).toBe(3);
    expect(seen.size).toBe(2); // the last one is shorter
  });

  for (const batch of [0, -1, 2.5, NaN])
    test(`throws for batch ${batch}`, () => {
      expect(() => [...testBatches(dataset(), {batch})]).toThrow(
        `invalid batch: ${batch}; it must be a positive integer`
      );
    });
});
