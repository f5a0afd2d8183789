import {describe, expect, test} from "vitest";
import {halve, type LabelledImages, sliceImages, toDataset} from "../../components/dataset/images.js";

const classes = ["a", "b", "c"];

/** Returns *count* images whose value number i is *value*(i). */
function images({
  size = 16,
  count = 2,
  value = (i: number) => i % 251,
  ...options
}: Partial<LabelledImages> & {value?: (i: number) => number} = {}): LabelledImages {
  return {
    size,
    count,
    classes,
    pixels: Uint8Array.from({length: count * size * size * 3}, (_, i) => value(i)),
    labels: Uint8Array.from({length: count}, (_, i) => i % classes.length),
    ...options
  };
}

describe("toDataset(name, train, test)", () => {
  test("has both sets as they are, at 16 or 32 pixels", () => {
    for (const size of [16, 32]) {
      const train = images({size, count: 3});
      const test = images({size, count: 2});
      const dataset = toDataset("cifar10", train, test);
      expect(dataset).toMatchObject({name: "cifar10", size});
      expect(dataset.train).toBe(train);
      expect(dataset.test).toBe(test);
    }
  });

  test("has mean and deviation of each channel of the training pixels", () => {
    // Red is 0 in half of the pixels and 255 in the others; green is 51; blue takes 0, 51, 102, 153 in turn.
    const value = (i: number) => {
      const pixel = Math.floor(i / 3);
      return [255 * (pixel % 2), 51, 51 * (pixel % 4)][i % 3];
    };
    const {mean, deviation} = toDataset("shapes", images({value}), images());
    expect(mean[0]).toBeCloseTo(0.5, 12);
    expect(mean[1]).toBeCloseTo(0.2, 12);
    expect(mean[2]).toBeCloseTo(0.3, 12);
    expect(deviation[0]).toBeCloseTo(0.5, 12);
    expect(deviation[1]).toBe(1); // constant
    expect(deviation[2]).toBeCloseTo(0.2 * Math.sqrt(1.25), 12); // of 0, 1, 2, 3: √((9 + 1 + 1 + 9) / 16)
  });

  test("does not look at the test pixels for them", () => {
    const train = images();
    const {mean, deviation} = toDataset("shapes", train, images({value: () => 9}));
    expect({mean, deviation}).toEqual(
      (({mean, deviation}) => ({mean, deviation}))(toDataset("shapes", train, train))
    );
  });

  test("says 1 for the deviation of a constant channel at any value and count", () => {
    for (const count of [1, 3, 7])
      for (const grey of [0, 77, 255])
        expect(toDataset("shapes", images({count, value: () => grey}), images()).deviation).toEqual([
          1, 1, 1
        ]);
  });

  const faults: [string, LabelledImages, LabelledImages, string][] = [
    ["a size of 8", images({size: 8}), images({size: 8}), "invalid size: 8; images have 16 or 32"],
    [
      "test images of another size",
      images(),
      images({size: 32}),
      "invalid test size: 32; training images have 16"
    ],
    ["an empty training set", images({count: 0}), images(), "invalid train count: 0;"],
    ["an empty test set", images(), images({count: 0}), "invalid test count: 0;"],
    ["a count that is no integer", images({...images(), count: 1.5}), images(), "invalid train count: 1.5;"],
    ["too few labels", images({labels: new Uint8Array(1)}), images(), "invalid train labels: 1; expected one for each of 2"], // prettier-ignore
    ["too many test pixels", images(), images({pixels: new Uint8Array(1537)}), "invalid test pixels: 1537 values; expected [2, 16, 16, 3]"], // prettier-ignore
    ["a label without a class", images({labels: Uint8Array.of(2, 3)}), images(), "invalid train label: 3 of image 1; labels go from 0 to 2"], // prettier-ignore
    ["other test classes", images(), images({classes: ["a", "c", "b"]}), "invalid test classes: a, c, b; expected a, b, c"] // prettier-ignore
  ];
  for (const [fault, train, tested, message] of faults)
    test(`throws for ${fault}`, () => {
      expect(() => toDataset("shapes", train, tested)).toThrow(message);
    });
});

describe("sliceImages(images, start, end)", () => {
  const all = images({count: 5});
  const cases: [number, number, number, number][] = [
    [0, 5, 0, 5],
    [1, 3, 1, 3],
    [3, 99, 3, 5],
    [7, 9, 5, 5],
    [3, 1, 3, 3],
    [-2, 2, 0, 2]
  ];
  for (const [start, end, first, last] of cases)
    test(`(${start}, ${end}) of 5 images holds ${last - first} from number ${first} on`, () => {
      const part = sliceImages(all, start, end);
      expect(part).toMatchObject({size: 16, classes, count: last - first});
      expect(part.labels).toEqual(all.labels.slice(first, last));
      expect(part.pixels).toEqual(all.pixels.slice(first * 768, last * 768));
    });

  test("shares the pixels and labels", () => {
    const part = sliceImages(all, 1, 3);
    expect(part.pixels.buffer).toBe(all.pixels.buffer);
    expect(part.labels.buffer).toBe(all.labels.buffer);
  });
});

describe("halve(images)", () => {
  test("averages squares of four pixels in each channel, halves upwards", () => {
    // Two rows of a 2×2 image, red green blue; sums are 1, 2, 1020 and 6, 0, 5.
    const pixels = Uint8Array.of(
      ...[0, 0, 255, 1, 0, 255], ...[0, 2, 255, 0, 0, 255],
      ...[3, 0, 1, 3, 0, 1], ...[0, 0, 1, 0, 0, 2]
    ); // prettier-ignore
    const half = halve({size: 2, count: 2, classes, pixels, labels: Uint8Array.of(1, 2)});
    expect([...half.pixels]).toEqual([0, 1, 255, 2, 0, 1]);
    expect(half).toMatchObject({size: 1, count: 2, classes});
    expect([...half.labels]).toEqual([1, 2]);
  });

  test("takes each pixel of 32×32 images from its own square", () => {
    const half = halve(
      images({size: 32, count: 3, value: (i) => position(32, i).y * 4 + position(32, i).image})
    );
    expect(half.pixels).toHaveLength(3 * 16 * 16 * 3);
    const expected = Array.from(
      {length: 3 * 768},
      (_, i) => position(16, i).y * 8 + 2 + position(16, i).image
    );
    expect([...half.pixels]).toEqual(expected);
    const across = halve(images({size: 32, count: 3, value: (i) => position(32, i).x * 4 + (i % 3)}));
    expect([...across.pixels]).toEqual(
      Array.from({length: 3 * 768}, (_, i) => position(16, i).x * 8 + 2 + (i % 3))
    );
  });

  test("leaves its argument as it was", () => {
    const whole = images({size: 32});
    halve(whole);
    expect(whole).toEqual(images({size: 32}));
  });

  test("throws for an odd size", () => {
    expect(() => halve(images({size: 15}))).toThrow("invalid size: 15; it must be even");
  });
});

/** Returns where value number *i* of images of a *size* lies. */
function position(size: number, i: number): {image: number; y: number; x: number} {
  const pixel = Math.floor(i / 3);
  return {image: Math.floor(pixel / size ** 2), y: Math.floor(pixel / size) % size, x: pixel % size};
}
