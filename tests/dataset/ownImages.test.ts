import {describe, expect, test} from "vitest";
import {loadDataset} from "../../components/dataset/datasets.js";
import {type OwnClass, ownDataset, trainingCount} from "../../components/dataset/ownImages.js";
import {saveOwnClasses} from "../../components/dataset/ownStore.js";

import "fake-indexeddb/auto";

/** A class of so many even images, each of a grey of its own. */
function greys(name: string, count: number, first = 0): OwnClass {
  return {name, images: Array.from({length: count}, (_, i) => new Uint8Array(32 * 32 * 3).fill(first + i))};
}

describe("ownDataset(classes, size)", () => {
  const classes = [greys("cup", 5), greys("pen", 4, 100)];

  test("tests with the first image of every four, and trains on the others", () => {
    const {name, train, test} = ownDataset(classes, 32);
    expect(name).toBe("own");
    expect(train).toMatchObject({count: 6, classes: ["cup", "pen"]});
    expect([...train.labels]).toEqual([0, 0, 0, 1, 1, 1]);
    expect([...test.labels]).toEqual([0, 0, 1]);
    const greyOf = ({pixels}: typeof train, i: number) => pixels[i * 32 * 32 * 3];
    expect([0, 1, 2, 3, 4, 5].map((i) => greyOf(train, i))).toEqual([1, 2, 3, 101, 102, 103]);
    expect([0, 1, 2].map((i) => greyOf(test, i))).toEqual([0, 4, 100]);
    expect(trainingCount(classes)).toBe(6);
  });

  test("averages them down to 16 pixels", () => {
    const {train} = ownDataset(classes, 16);
    expect(train.size).toBe(16);
    expect(train.pixels).toHaveLength(6 * 16 * 16 * 3);
  });

  test.each([
    [[greys("cup", 4)], "invalid classes: 1; there must be 2 to 10"],
    [[greys("cup", 4), greys("pen", 3)], "invalid images of pen: 3; there must be at least 4"],
    [[greys("cup", 4), greys("cup", 4)], "invalid class: cup; each name can be there once"]
  ])("refuses what cannot be told apart or tested: %#", (wrong, message) => {
    expect(() => ownDataset(wrong, 16)).toThrow(message);
  });
});

describe("loadDataset({name: 'own'})", () => {
  const load = (numClasses: number) => loadDataset({name: "own", size: 16, numClasses});

  test("has what the reader has given last, not what was loaded before", async () => {
    await saveOwnClasses([greys("cup", 4), greys("pen", 4)]);
    expect((await load(2)).train.classes).toEqual(["cup", "pen"]);
    await saveOwnClasses([greys("cup", 4), greys("key", 8)]);
    expect((await load(2)).train.classes).toEqual(["cup", "key"]);
  });

  test("says that there are none, and that there are not so many", async () => {
    await saveOwnClasses([]);
    await expect(load(2)).rejects.toThrow("there are no images of yours here yet");
    await saveOwnClasses([greys("cup", 4), greys("pen", 4), greys("key", 4)]);
    await expect(load(2)).rejects.toThrow("invalid numClasses: 2; your images are of 3 classes");
  });
});
