import {expect, test} from "vitest";
import {keptOwnClasses, saveOwnClasses} from "../../components/dataset/ownStore.js";
import {createOwnClassList} from "../../components/labs/ownClassList.js";
import {eventually} from "../eventually.js";

import "fake-indexeddb/auto";

const images = (count: number) => Array.from({length: count}, () => new Uint8Array(32 * 32 * 3));

function list() {
  const said: string[] = [];
  const classes = createOwnClassList({onChange() {}, say: (text) => void said.push(text)});
  return {classes, said};
}

const inList = ({classes}: ReturnType<typeof createOwnClassList>) =>
  classes.map(({name, images}) => `${name} ${images.length}`);

test("a reader's classes are enough to train on once each has four images, and are kept for the next visit", async () => {
  await saveOwnClasses([]);
  const {classes} = list();
  classes.rename(0, " cup ");
  classes.addImages(0, images(4));
  classes.addImages(1, images(3));
  expect(classes.enough).toBe(false);
  classes.addImages(1, images(1));
  expect(classes.enough).toBe(true);
  expect(inList(classes)).toEqual(["cup 4", "class 2 4"]);
  await eventually(async () => expect(await keptOwnClasses()).toHaveLength(2));
  const next = list().classes;
  await next.open();
  expect(inList(next)).toEqual(["cup 4", "class 2 4"]);
  next.clear();
  await eventually(async () => expect(await keptOwnClasses()).toEqual([]));
});

test("what was given before the browser has looked for what it keeps stays", async () => {
  await saveOwnClasses([{name: "kept", images: images(4)}]);
  const {classes} = list();
  classes.addImages(0, images(1));
  await classes.open();
  expect(inList(classes)).toEqual(["class 1 1", "class 2 0"]);
});

test("a name that another class has, or none, is refused in words; a new class has a name of its own", () => {
  const {classes, said} = list();
  classes.rename(0, "class 2");
  classes.rename(0, " ");
  expect(said).toEqual([
    "invalid name: class 2; each class has one of its own",
    "invalid name: none; each class has one of its own"
  ]);
  classes.remove(0);
  classes.add();
  expect(inList(classes)).toEqual(["class 2 0", "class 3 0"]);
});

test("more images than a class can have are left out, and that is said", () => {
  const {classes, said} = list();
  classes.addImages(0, images(501));
  expect(inList(classes)[0]).toBe("class 1 500");
  expect(said.at(-1)).toBe("A class has at most 500 images.");
});

test("images go to the class that they were read for, and to none if it is gone", async () => {
  await saveOwnClasses([]);
  const {classes, said} = list();
  const [first, second] = classes.classes.map(({id}) => id);
  classes.remove(0);
  classes.addImages(second, images(2));
  expect(inList(classes)).toEqual(["class 2 2"]);
  classes.addImages(first, images(3));
  expect(inList(classes)).toEqual(["class 2 2"]);
  expect(said.at(-1)).toBe("The class of these images is gone, and they with it.");
});
