import {describe, expect, test} from "vitest";
import {type Edit, isEdit, loadEdits, saveEdits} from "../../../components/notebook/edits/edits.js";
import {brokenStore, fakeStore} from "../stubs/fakeStore.js";

const edit: Edit = {key: "network", base: "0a1b2c3d", source: "const depth = 20;"};

/** Returns what is loaded where the browser has kept *text*. */
function loaded(text: string): Edit[] {
  return loadEdits("/a", fakeStore({"edited-cells:/a": text}));
}

describe("loadEdits(path)", () => {
  test("are those of saveEdits(path, edits), page by page", () => {
    const store = fakeStore();
    const edits: Edit[] = [
      {...edit, ran: null},
      {...edit, key: "λ", ran: 'const a = "🙂"'}
    ];
    expect(saveEdits("/a", edits, store)).toBe(true);
    expect(saveEdits("/b", [edit], store)).toBe(true);
    expect(loadEdits("/a", store)).toEqual(edits);
    expect(loadEdits("/b", store)).toEqual([edit]);
    expect(loadEdits("/", store)).toEqual([]);
  });

  test("are none where what is kept is no list", () => {
    for (const text of ["", "{", "[", "null", "1", '"edits"', "{}", JSON.stringify({0: edit, length: 1})])
      expect(loaded(text), text).toEqual([]);
  });

  test("leave out what is no edit", () => {
    expect(loaded(JSON.stringify([null, 1, {...edit, key: 1}, edit, {...edit, ran: {}}, []]))).toEqual([
      edit
    ]);
  });

  test("are none where the browser forbids storage", () => {
    expect(loadEdits("/a", brokenStore)).toEqual([]);
    expect(loadEdits("/a")).toEqual([]); // Node has no localStorage at all
  });
});

describe("saveEdits(path, edits)", () => {
  test("keeps nothing if there are none", () => {
    const store = fakeStore();
    saveEdits("/a", [edit], store);
    expect(saveEdits("/a", [], store)).toBe(true);
    expect(store.values.size).toBe(0);
  });

  test("says that a store is full or forbidden, and leaves what it has", () => {
    const store = fakeStore({}, {most: 200});
    expect(saveEdits("/a", [edit], store)).toBe(true);
    expect(saveEdits("/a", [{...edit, source: "a".repeat(300)}], store)).toBe(false);
    expect(loadEdits("/a", store)).toEqual([edit]);
    expect(saveEdits("/a", [edit], brokenStore)).toBe(false);
    expect(saveEdits("/a", [], brokenStore)).toBe(false);
    expect(saveEdits("/a", [edit])).toBe(false);
  });
});

describe("isEdit(value)", () => {
  test("holds for a key, a base and a source, and what ran last", () => {
    for (const ran of [undefined, null, "", "const a = 1"]) expect(isEdit({...edit, ran})).toBe(true);
    expect(isEdit({...edit, more: 1})).toBe(true);
  });

  test("does not hold for other types", () => {
    for (const value of [undefined, null, 0, "edit", [], {}, [edit], () => edit])
      expect(isEdit(value)).toBe(false);
    for (const key of ["key", "base", "source"] as const)
      for (const value of [undefined, null, 1, ["a"], {}])
        expect(isEdit({...edit, [key]: value})).toBe(false);
    for (const ran of [0, false, [], {}]) expect(isEdit({...edit, ran})).toBe(false);
  });
});
