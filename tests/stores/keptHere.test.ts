// @vitest-environment jsdom
import {readdirSync, readFileSync} from "node:fs";
import {beforeEach, expect, test} from "vitest";
import {cifar10Classes} from "../../components/dataset/cifar10.js";
import {saveCifar10} from "../../components/dataset/cifarStore.js";
import {openExerciseBook} from "../../components/exercises/exerciseBook.js";
import {saveEdits} from "../../components/notebook/edits/edits.js";
import {keptHere, keptKinds} from "../../components/stores/keptHere.js";

import "fake-indexeddb/auto";

beforeEach(() => localStorage.clear());

const image = {
  size: 32,
  count: 1,
  classes: cifar10Classes,
  pixels: new Uint8Array(3072),
  labels: new Uint8Array(1)
};

test("keptHere() has what is kept, kind by kind, and forgets one without the others", async () => {
  expect((await keptHere()).map(({count}) => count)).toEqual(keptKinds.map(() => 0));
  saveEdits("/degradation", [{key: "network", base: "0", source: "const depth = 20;"}]);
  openExerciseBook().add("degradation/outcome");
  await saveCifar10({train: image, test: image});
  localStorage.setItem("of another site", "kept");

  const kept = (await keptHere()).filter(({count}) => count > 0);
  expect(kept.map(({name, count}) => [name, count])).toEqual([
    ["edits", 1],
    ["exercises", 1],
    ["images", 1]
  ]);
  await kept[0].forget();
  await kept[2].forget();
  expect((await keptHere()).filter(({count}) => count > 0).map(({name}) => name)).toEqual(["exercises"]);
  expect(localStorage.getItem("of another site")).toBe("kept");
});

test("every database of the course is among them", () => {
  const files = readdirSync("components", {recursive: true, encoding: "utf8"}).filter((name) =>
    name.endsWith(".ts")
  );
  const named = files.flatMap((name) => [
    ...readFileSync(`components/${name}`, "utf8").matchAll(/(?:createStore|openStore)\("([^"]+)"/g)
  ]);
  const list = readFileSync("components/stores/keptHere.ts", "utf8");
  const names = new Set(named.map(([, name]) => name));
  expect(names.size).toBeGreaterThan(3);
  for (const name of names) expect(list).toContain(`"${name}"`);
});
