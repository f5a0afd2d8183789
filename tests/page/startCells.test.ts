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

test("cells that give names are defined first, the others with pauses", async () => {
  const defined: string[] = [];
  const cells = [{id: "0000000a"}, {id: "0000000b", outputs: []}, {id: "0000000c", outputs: ["depth"]}];
  await startCells(cells, define(defined));
  expect(defined[0]).toBe("0000000c");
  expect([...defined].sort()).toEqual(["0000000a", "0000000b", "0000000c"]);
});

test("what the build has drawn is given to its cell, text too", async () => {
  await startCells([{id: "0000000a"}, {id: "0000000b"}, {id: "0000000c"}], define([]));
  expect(rootOf("0000000a")._nodes!.map(({textContent}) => textContent)).toEqual(["200"]);
  expect(rootOf("0000000b")._nodes!.map(({nodeName}) => nodeName)).toEqual(["B", "#text", "I"]);
  expect(rootOf("0000000c")._nodes).toEqual([]);
});

test("a cell without a place in this document is not defined", async () => {
  const defined: string[] = [];
  await startCells([{id: "0000000a"}, {id: "0000000d", outputs: ["width"]}], define(defined));
  expect(defined).toEqual(["0000000a"]);
});

test("a round of cells that took long is followed by one cell, short ones by twice as many", async () => {
  const ids = Array.from({length: 9}, (_, i) => `0000001${i}`);
  document.body.innerHTML = ids.map((id) => `<p><!--:${id}:--></p>`).join("");
  const defined: string[] = [];
  const counts: number[] = [];
  const took = [1, 1, 30, 1, 1];
  await startCells(
    ids.map((id) => ({id})),
    define(defined),
    async () => {
      counts.push(defined.length);
      return took.shift() ?? 0;
    }
  );
  expect(counts).toEqual([0, 2, 6, 7]);
  expect(defined).toEqual(ids);
});
