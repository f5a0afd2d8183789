import {expect, test} from "vitest";
import {
  notebookAside,
  notebooksAside,
  putAside
} from "../../../components/notebook/document/asideNotebooks.js";
import type {KeptNotebook} from "../../../components/notebook/document/notebookStore.js";
import {receivedNotebook} from "../../../components/notebook/document/receivedNotebook.js";
import {setAssignment, setCells} from "../../assignment/handIns.js";
import {brokenStore, fakeStore} from "../stubs/fakeStore.js";

const own: KeptNotebook = {title: "My notebook", text: "", cells: [{lang: "js", source: "1"}]};
const set = receivedNotebook({
  title: "Depth",
  text: "Deepen it.",
  cells: setCells,
  assigned: true,
  due: "Friday"
});

function storeOf() {
  const store = fakeStore();
  return {
    ...store,
    key: (index: number) => [...store.values.keys()][index] ?? null,
    get length() {
      return store.values.size;
    }
  };
}

test("receivedNotebook(notebook) keeps what was set beside what its student changes; of other notebooks, nothing", () => {
  expect(set.assignment).toEqual(setAssignment);
  expect(set.cells.map(({of}) => of)).toEqual([0, 1, 2]);
  expect("assigned" in set).toBe(false);
  expect(receivedNotebook({...own})).toEqual(own);
  expect(() => receivedNotebook({...own, assigned: true})).toThrow(/invalid number of checks: 0/);
});

test("notebooksAside(path, open) has all that were put aside but the one that is open, the reader's own first", () => {
  const store = storeOf();
  const titles = (open: KeptNotebook) => notebooksAside("/lab", open, store).map(({title}) => title);
  expect(putAside("/lab", set, store)).toBe(true);
  expect(putAside("/lab", own, store)).toBe(true);
  expect(putAside("/other", {...own, title: "Elsewhere"}, store)).toBe(true);
  expect(titles({...set, assignment: {...setAssignment, id: "0"}})).toEqual(["My notebook", "Depth"]);
  expect(titles(set)).toEqual(["My notebook"]);
  expect(titles(own)).toEqual(["Depth"]);
  expect(notebooksAside("/lab", set, store)[0].load()).toEqual(own);
  expect(notebookAside("/lab", setAssignment.id, store)).toEqual(set);
  expect(notebookAside("/lab", undefined, store)).toEqual(own);
});

test("a store that is broken or full keeps nothing, and what is damaged in it is passed over", () => {
  const broken = {...brokenStore, key: brokenStore.getItem, length: 3};
  expect(putAside("/lab", own, broken)).toBe(false);
  expect(notebookAside("/lab", undefined, broken)).toBeUndefined();
  expect(notebooksAside("/lab", own, broken)).toEqual([]);
  const store = storeOf();
  store.setItem("notebook:/lab#own", "{");
  store.setItem("notebook:/lab#0123", JSON.stringify({...set, assignment: {...setAssignment, id: "x"}}));
  expect(notebooksAside("/lab", set, store).map(({title}) => title)).toEqual(["Depth"]);
  expect(notebookAside("/lab", "0123", store)).toMatchObject({title: "Depth", cells: set.cells});
  expect(notebookAside("/lab", "0123", store)?.assignment).toBeUndefined();
});
