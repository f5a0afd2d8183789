// @vitest-environment jsdom
import {expect, test, vi} from "vitest";
import type {EditableCell} from "../../../components/notebook/cell/cell.js";
import {forgetCell, registerCell} from "../../../components/notebook/cell/registry.js";
import {loadEdits} from "../../../components/notebook/edits/edits.js";
import {createPageEdits} from "../../../components/notebook/page/pageEdits.js";

vi.mock("../../../components/notebook/graph/graph.js", () => ({putInPlace: async () => {}}));

/** A cell that its reader has changed. */
const cell = (key: string) =>
  ({
    key,
    base: "0",
    source: `${key};`,
    ran: `${key};`,
    edited: true,
    published: "",
    origin: "own"
  }) as never as EditableCell;
const kept = () => loadEdits(location.pathname).map(({key}) => key);
const followed = () => new Promise((resolve) => setTimeout(resolve));

test("an edit is kept when its cell is taken off the page, and forgotten when it is reset", async () => {
  const edits = createPageEdits({end() {}});
  const [one, two] = [cell("one"), cell("two")];
  for (const each of [one, two]) registerCell(each);
  await edits.restore("fine");
  await followed();
  expect(kept()).toEqual(["one", "two"]);
  forgetCell(one); // its code has taken the page away
  edits.follow();
  await followed();
  expect(kept().sort()).toEqual(["one", "two"]);
  Object.assign(two, {edited: false});
  edits.follow();
  await followed();
  expect(kept()).toEqual(["one"]);
  forgetCell(two);
});
