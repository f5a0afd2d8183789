import type {ManualChunkMeta} from "rollup";
import {expect, test} from "vitest";
import {chunkOf} from "../../../scripts/site/chunkOf.js";

const [a, b, c, d] = ["a", "b", "c", "d"].map((page) => `/site/${page}.entry.js`);
const component = (path: string) => `/site/_import/components/${path}.js`;

/** What the pages load, by the module that names it. */
const imports: Record<string, string[]> = {
  [a]: ["diagrams/columns/networkColumn", "network/fold", "labs/own"].map(component),
  [b]: ["diagrams/columns/networkColumn", "network/fold", "diagrams/drawBox"].map(component),
  [c]: ["network/fold", "diagrams/drawBox", "diagrams/svgElement", "labs/smallOfTwo"].map(component),
  [d]: ["diagrams/svgElement", "network/fold", "labs/smallOfTwo"].map(component),
  [component("diagrams/drawBox")]: [component("diagrams/svgElement")],
  [component("diagrams/columns/networkColumn")]: [component("diagrams/svgElement")]
};

const meta = {
  getModuleInfo: (id: string) => ({
    importedIds: imports[id] ?? [],
    code: id.includes("small") ? "1" : "1".repeat(3000)
  })
} as unknown as ManualChunkMeta;

test("chunkOf(entries) puts a module with those of its pages: of one, of two, of a room for few, of all", () => {
  const fileOf = chunkOf([a, b, c, d]);
  const files = ["labs/own", "network/fold", "diagrams/drawBox", "diagrams/svgElement"].map((path) =>
    fileOf(component(path), meta)
  );
  expect(files).toEqual(["a-parts", "common", "diagrams", "common"]);
  expect(fileOf(a, meta)).toBeUndefined();
});

test("chunkOf(entries) keeps a network's column with its two pages, which draw no blocks", () => {
  expect(chunkOf([a, b, c, d])(component("diagrams/columns/networkColumn"), meta)).toBe("a-and-b");
});

test("chunkOf(entries) puts what is very little, and not of one page alone, with what all pages load", () => {
  expect(chunkOf([a, b, c, d])(component("labs/smallOfTwo"), meta)).toBe("common");
});
