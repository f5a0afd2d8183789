import {expect, test} from "vitest";
import {fewImages} from "../../components/dataset/fewImages.js";
import type {LabelledImages} from "../../components/dataset/images.js";
import {tinyDataset} from "../worker/tinyDataset.js";

const {train} = tinyDataset(); // four images of each of ten classes

/** Each image as a text, to be found again. */
function texts({count, pixels, labels}: LabelledImages): string[] {
  const values = 16 * 16 * 3;
  return Array.from(
    {length: count},
    (_, i) => `${labels[i]} ${pixels.slice(i * values, (i + 1) * values).join()}`
  );
}

test("fewImages(images, {perClass}) has so many of each class, each once, with its label", () => {
  const few = fewImages(train, {perClass: 3, seed: 1});
  expect(few.count).toBe(30);
  for (let label = 0; label < 10; label++) expect(few.labels.filter((one) => one === label)).toHaveLength(3);
  expect(new Set(texts(few)).size).toBe(30);
  for (const text of texts(few)) expect(texts(train)).toContain(text);
});

test("fewImages(images, {seed}) takes others for another seed, and the same and more for more", () => {
  const chosen = (perClass: number, seed: number) => new Set(texts(fewImages(train, {perClass, seed})));
  expect(chosen(2, 1)).toEqual(chosen(2, 1));
  expect(chosen(2, 1)).not.toEqual(chosen(2, 2));
  for (const image of chosen(2, 1)) expect(chosen(3, 1)).toContain(image);
});

test("fewImages(images) are all, as they are, of 0 a class", () => {
  expect(fewImages(train, {perClass: 0, seed: 1})).toBe(train);
  expect(fewImages(train, {perClass: 9, seed: 1}).count).toBe(train.count);
});
