// @vitest-environment jsdom
import {beforeEach, expect, test} from "vitest";
import {startCells} from "../../components/page/startCells.js";

beforeEach(() => {
  document.body.innerHTML = `<main>
    <p>Text, <!--drawn-->200<!--:0000000a:--></p>
    <div><!--drawn live--><b>drawn</b> <i>curves</i><!--:0000000b:--></div>
    <div><!--:0000000c:--></div>
  </main>`;
});

function rootOf(id: string): Comment & {_nodes?: ChildNode[]} {
  const comments = document.createNodeIterator(document.body, NodeFilter.SHOW_COMMENT);
  for (let node = comments.nextNode(); node; node = comments.nextNode())
    if (node.nodeValue === `:${id}:`) return node as Comment;
  throw new Error(id);
}

const define = (defined: string[]) => (cell: {id: string}) => {
  rootOf(cell.id)._nodes = [];
  defined.push(cell.id);
};

/** A pause that lets all rounds end at once. */
const noPause = () => Promise.resolve(0);

/** Resolves when the rounds that were asked for are over. */
const roundsOver = () => new Promise((resolve) => setTimeout(resolve));

test("cells that give names are defined at once, those without a drawing after a pause, drawn ones when asked for", async () => {
  const defined: string[] = [];
  const cells = [
    {id: "0000000a"},
    {id: "0000000b", outputs: []},
    {id: "0000000c", outputs: ["depth"]},
    {id: "0000000e"}
  ];
  document.body.append(document.createComment(":0000000e:"));
  const {start, startAll} = startCells(cells, define(defined), noPause);
  expect(defined).toEqual(["0000000c"]);
  await roundsOver();
  expect(defined).toEqual(["0000000c", "0000000e"]);
  start(rootOf("0000000b"));
  start(rootOf("0000000b"));
  await roundsOver();
  expect(defined).toEqual(["0000000c", "0000000e", "0000000b"]);
  startAll();
  start(rootOf("0000000a"));
  startAll();
  await roundsOver();
  expect(defined).toEqual(["0000000c", "0000000e", "0000000b", "0000000a"]);
});

test("an editable cell does not wait, drawn or not", async () => {
  document.body.innerHTML = `<editable-cell><div><!--drawn live--><b>drawn</b><!--:0000000a:--></div></editable-cell>`;
  const defined: string[] = [];
  startCells([{id: "0000000a"}], define(defined), noPause);
  await roundsOver();
  expect(defined).toEqual(["0000000a"]);
});

test("what the build has drawn is given to its cell, text too", async () => {
  const cells = [{id: "0000000a"}, {id: "0000000b"}, {id: "0000000c"}];
  startCells(cells, define([]), noPause).startAll();
  await roundsOver();
  expect(rootOf("0000000a")._nodes!.map(({textContent}) => textContent)).toEqual(["200"]);
  expect(rootOf("0000000b")._nodes!.map(({nodeName}) => nodeName)).toEqual(["B", "#text", "I"]);
  expect(rootOf("0000000c")._nodes).toEqual([]);
});

test("a cell without a place in this document is not defined", async () => {
  const defined: string[] = [];
  const cells = [{id: "0000000a"}, {id: "0000000d", outputs: ["width"]}];
  startCells(cells, define(defined), noPause).startAll();
  await roundsOver();
  expect(defined).toEqual(["0000000a"]);
});

test("a round of cells that took long is followed by one cell, short ones by twice as many; each is told", async () => {
  const ids = Array.from({length: 9}, (_, i) => `0000001${i}`);
  document.body.innerHTML = ids.map((id) => `<p><!--:${id}:--></p>`).join("");
  const defined: string[] = [];
  const counts: number[] = [];
  const told: number[] = [];
  const over = new AbortController();
  document.addEventListener("cells", () => told.push(defined.length), {signal: over.signal});
  const took = [1, 1, 30, 1, 1];
  startCells(
    ids.map((id) => ({id})),
    define(defined),
    async () => {
      counts.push(defined.length);
      return took.shift() ?? 0;
    }
  );
  await roundsOver();
  over.abort();
  expect(counts).toEqual([0, 2, 6, 7]);
  expect(told).toEqual([0, 2, 6, 7, 9]);
  expect(defined).toEqual(ids);
});
