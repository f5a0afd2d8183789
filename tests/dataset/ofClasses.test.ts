import {expect, test} from "vitest";
import {classCount} from "../../components/dataset/classSubset.js";
import {forgetLoadedDataset, loadDataset} from "../../components/dataset/datasets.js";
import {ofClasses} from "../../components/dataset/ofClasses.js";
import {tinyDataset} from "../worker/tinyDataset.js";

test("classCount(choice) is five of Shapes-10's ten for either half", () => {
  expect(classCount({name: "shapes"})).toBe(10);
  expect(classCount({name: "shapes", classes: "first"})).toBe(5);
  expect(classCount({name: "shapes", classes: "last"})).toBe(5);
});

test("ofClasses(dataset, half) has the images of its classes, numbered from 0, and the pixels' mean of all", () => {
  const dataset = tinyDataset();
  expect(ofClasses(dataset, "all")).toBe(dataset);
  const [first, last] = [ofClasses(dataset, "first"), ofClasses(dataset, "last")];
  expect(first.train.classes).toEqual(dataset.train.classes.slice(0, 5));
  expect(last.test.classes).toEqual(dataset.test.classes.slice(5));
  for (const split of ["train", "test"] as const) {
    const all = dataset[split];
    expect(first[split].count + last[split].count).toBe(all.count);
    const values = 16 * 16 * 3;
    const kept = [...all.labels.keys()].filter((i) => all.labels[i] >= 5);
    expect([...last[split].labels]).toEqual(kept.map((i) => all.labels[i] - 5));
    kept.forEach((i, at) =>
      expect(last[split].pixels.slice(at * values, (at + 1) * values)).toEqual(
        all.pixels.slice(i * values, (i + 1) * values)
      )
    );
  }
  expect([last.mean, last.deviation]).toEqual([dataset.mean, dataset.deviation]);
});

test("loadDataset({classes}) makes one data set of each choice, of the same images", async () => {
  forgetLoadedDataset();
  const all = await loadDataset({name: "shapes", size: 16});
  const last = await loadDataset({name: "shapes", size: 16, classes: "last"});
  expect(last.train.classes).toEqual(["star", "crescent", "heart", "stripes", "checker"]);
  expect([last.train.count, last.test.count]).toEqual([5000, 1000]);
  expect(await loadDataset({name: "shapes", size: 16})).toBe(all);
  expect(await loadDataset({name: "shapes", size: 16, classes: "last"})).toBe(last);
});
