import {describe, expect, test} from "vitest";
import {
  type KeptNotebook,
  loadNotebook,
  saveNotebook
} from "../../../components/notebook/document/notebookStore.js";
import {brokenStore, fakeStore} from "../stubs/fakeStore.js";

const notebook: KeptNotebook = {
  title: "λ",
  text: "Some text.",
  cells: [
    {lang: "js", source: "const a = `${b}`;", title: "A"},
    {lang: "ts", source: "", ran: "const before = 1;"}
  ]
};

function loaded(value: unknown): KeptNotebook | undefined {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return loadNotebook("/lab", fakeStore({"notebook:/lab": text}));
}

describe("loadNotebook(path)", () => {
  test("is that of saveNotebook(path, notebook), page by page", () => {
    const store = fakeStore();
    expect(saveNotebook("/lab", notebook, store)).toBe(true);
    expect(loadNotebook("/lab", store)).toEqual(notebook);
    expect(loadNotebook("/other", store)).toBeUndefined();
  });

  test("may have no cells", () => {
    expect(loaded({...notebook, cells: []})?.cells).toEqual([]);
  });

  test("is nothing where what is kept is no notebook", () => {
    for (const value of [
      "",
      "{",
      "null",
      "1",
      [],
      {},
      [notebook],
      {...notebook, title: 1},
      {...notebook, text: null}
    ])
      expect(loaded(value)).toBeUndefined();
    for (const cells of [undefined, null, {}, "cells", [null], [1], [[]]])
      expect(loaded({...notebook, cells})).toBeUndefined();
    const [cell] = notebook.cells;
    for (const fault of [
      {lang: "html"},
      {lang: undefined},
      {source: 1},
      {source: null},
      {title: 1},
      {ran: 1}
    ])
      expect(loaded({...notebook, cells: [cell, {...cell, ...fault}]})).toBeUndefined();
  });

  test("is nothing where the browser forbids storage", () => {
    expect(loadNotebook("/lab", brokenStore)).toBeUndefined();
    expect(loadNotebook("/lab")).toBeUndefined(); // Node has no localStorage at all
  });
});

test("saveNotebook(path, notebook) says that a store is full or forbidden, and leaves what it has", () => {
  const store = fakeStore({}, {most: 300});
  expect(saveNotebook("/lab", notebook, store)).toBe(true);
  expect(saveNotebook("/lab", {...notebook, text: "a".repeat(300)}, store)).toBe(false);
  expect(loadNotebook("/lab", store)).toEqual(notebook);
  expect(saveNotebook("/lab", notebook, brokenStore)).toBe(false);
  expect(saveNotebook("/lab", notebook)).toBe(false);
});
