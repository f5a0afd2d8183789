import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path/posix";
import {describe, expect, test} from "vitest";
import {findBreaches, findPageBreaches, readSources} from "./importRules.js";

const {dependencies} = JSON.parse(readFileSync("package.json", "utf8")) as {
  dependencies: Record<string, string>;
};
const packages = new Set(Object.keys(dependencies));

describe("this project", () => {
  test("components import one way, and the page's thread loads no TensorFlow.js", () => {
    expect(findBreaches(readSources("components"), packages)).toEqual([]);
  });

  test("pages are thin", () => {
    const names = readdirSync("src", {recursive: true, encoding: "utf8"}).map((name) =>
      name.replaceAll("\\", "/")
    );
    const pages = names.filter((name) => name.endsWith(".md") && !/^(components|data)\//.test(name));
    expect(pages).toContain("index.md");
    const breaches = pages.map((name) => join("src", name)).flatMap((path) => pageBreaches(path));
    expect(breaches).toEqual([]);
  });
});

function pageBreaches(path: string): string[] {
  return findPageBreaches(path, readFileSync(path, "utf8"), packages);
}

describe("findBreaches finds", () => {
  const breaches = (files: Record<string, string>) =>
    findBreaches(new Map(Object.entries(files)), packages).join("\n");

  test("nothing in a file that keeps the rules", () => {
    const clean =
      'import {a} from "./a.js";\nimport * as tf from "@tensorflow/tfjs";\nexport const b = () => tf.add(a, a);';
    expect(breaches({"components/model/b.ts": clean, "components/model/a.ts": "export const a = 1;"})).toBe(
      ""
    );
  });

  test("TensorFlow.js where it does not belong", () => {
    expect(breaches({"components/network/a.ts": 'import * as tf from "@tensorflow/tfjs";'})).toMatch(
      /only model/
    );
  });

  test("TensorFlow.js at the end of a long way from the page's thread", () => {
    const files = {
      "components/client/client.ts": 'import {b} from "./b.js";',
      "components/client/b.ts": 'import {c} from "../model/c.js"; export const b = c;',
      "components/model/c.ts": 'import * as tf from "@tensorflow/tfjs"; export const c = tf;'
    };
    expect(breaches(files)).toMatch(
      /client\.ts → components\/client\/b\.ts → components\/model\/c\.ts → @tensorflow/
    );
  });

  test("a part of Node in what a worker loads", () => {
    const files = {
      "components/worker/worker.ts": 'const load = () => import("../dataset/a.js");',
      "components/dataset/a.ts": 'import {readFileSync} from "node:fs"; export const a = readFileSync;'
    };
    expect(breaches(files)).toMatch(
      /part of Node: components\/worker\/worker\.ts → components\/dataset\/a\.ts → node:fs/
    );
    expect(breaches({"components/dataset/a.ts": files["components/dataset/a.ts"]})).toBe("");
  });

  test("no TensorFlow.js where only its types are used, or a worker is named", () => {
    const files = {
      "components/client/client.ts":
        'import type {W} from "./worker.js"; export const w = () => new Worker(import.meta.resolve("./worker.js"));',
      "components/worker/worker.ts": 'import * as tf from "@tensorflow/tfjs"; export type W = tf.Tensor;'
    };
    expect(breaches(files)).toBe("");
  });

  test("an import against the one way, and a dynamic one", () => {
    expect(
      breaches({"components/network/a.ts": 'import {b} from "../charts/b.js";', "components/charts/b.ts": ""})
    ).toMatch(/network may not import charts/);
    expect(
      breaches({"components/charts/a.ts": 'import("../panels/b.js");', "components/panels/b.ts": ""})
    ).toMatch(/charts may not import panels/);
  });

  test("an import of a module right in components, and one of its own that reaches too far", () => {
    const network = {
      "components/network.ts": 'export {a} from "./network/a.js";',
      "components/network/a.ts": ""
    };
    expect(breaches(network)).toBe("");
    expect(breaches({...network, "components/panels/b.ts": 'import {a} from "../network.js";'})).toMatch(
      /imports components\/network\.ts: panels may not import/
    );
    expect(breaches({...network, "components/charts.ts": 'export {a} from "./network.js";'})).toMatch(
      /imports components\/network\.ts/
    );
    const plan = {"components/training.ts": 'export {a} from "./plan/a.js";', "components/plan/a.ts": ""};
    expect(breaches(plan)).toMatch(/may not import plan/);
  });

  test("more than passing on, or TensorFlow.js, in a module right in components", () => {
    expect(breaches({"components/charts.ts": "export const a = 1;"})).toMatch(/does more than pass on/);
    const files = {
      "components/training.ts": 'export {a} from "./panels/a.js";',
      "components/panels/a.ts": 'import * as tf from "@tensorflow/tfjs"; export const a = tf;'
    };
    expect(breaches(files)).toMatch(/page's thread loads TensorFlow\.js: components\/training\.ts/);
  });

  test("the page's globals and libraries outside the page's rooms", () => {
    expect(breaches({"components/network/a.ts": "export const f = () => document.title;"})).toMatch(
      /uses document/
    );
    expect(breaches({"components/network/a.ts": 'import {html} from "htl";'})).toMatch(/touch the page/);
    expect(breaches({"components/network/a.ts": "export const f = (window: number) => window + 1;"})).toBe(
      ""
    );
  });

  test("an import of what is outside of components, and what belongs to one thread where any may load it", () => {
    expect(breaches({"components/charts/a.ts": 'import {b} from "../../scripts/b.js";'})).toMatch(
      /components import nothing from outside/
    );
    const files = {
      "components/experiment/a.ts": 'import {b} from "../dataset/b.js"; export const a = b;',
      "components/dataset/b.ts": 'import {html} from "htl"; export const b = html;'
    };
    expect(breaches(files)).toMatch(/belongs to one thread: components\/experiment\/a\.ts/);
  });

  test("a cycle of types, which would tie two files together", () => {
    const files = {
      "components/network/a.ts": 'import type {B} from "./b.js"; export type A = B;',
      "components/network/b.ts": 'import type {A} from "./a.js"; export type B = A | null;'
    };
    expect(breaches(files)).toMatch(/^cycle: /);
  });

  test("a cycle", () => {
    const files = {
      "components/network/a.ts": 'import {b} from "./b.js"; export const a = () => b;',
      "components/network/b.ts": 'import {a} from "./a.js"; export const b = () => a;'
    };
    expect(breaches(files)).toMatch(
      /^cycle: components\/network\/a\.ts → components\/network\/b\.ts → components\/network\/a/
    );
  });

  test("barrels, hosts, undeclared packages, missing endings and effects on import", () => {
    expect(breaches({"components/network/index.ts": ""})).toMatch(/barrel/);
    expect(breaches({"components/network/a.ts": 'export * from "./b.js";'})).toMatch(/barrel/);
    expect(breaches({"components/charts/a.ts": 'import * as d3 from "npm:d3";'})).toMatch(
      /bare package name/
    );
    expect(breaches({"components/charts/a.ts": 'import d3 from "https://example.org/d3.js";'})).toMatch(
      /bare package/
    );
    expect(breaches({"components/charts/a.ts": 'import * as _ from "lodash";'})).toMatch(
      /not among the dependencies/
    );
    expect(breaches({"components/network/a.ts": 'import {b} from "./b";'})).toMatch(/ends in \.js/);
    expect(breaches({"components/network/a.ts": "console.log(1);"})).toMatch(/acts on import/);
  });
});

describe("findPageBreaches finds", () => {
  const page = (code: string, path = "src/a.md") =>
    findPageBreaches(path, `# A\n\n${code}\n`, packages).join("\n");
  const block = (code: string) => `\`\`\`js\n${code}\n\`\`\`\n`;

  test("nothing in a thin page", () => {
    expect(page(block('import {a} from "./components/charts/a.js";\nconst b = run.map((d) => d.x);'))).toBe(
      ""
    );
    expect(page(block('import {a} from "../components/charts/a.js";'), "src/embed/a.md")).toBe("");
    expect(page(block('import {a} from "/components/charts/a.js";'), "src/embed/a.md")).toBe("");
  });

  test("imports from outside the source folder, or from another host", () => {
    expect(page(block('import {a} from "../components/charts/a.js";'))).toMatch(/from src\/components/);
    expect(page(block('import {a} from "./components/charts/a.js";'), "src/embed/a.md")).toMatch(
      /from src\/components/
    );
    expect(page(block('import * as d3 from "npm:d3";'))).toMatch(/bare package name/);
  });

  test("long blocks, long pages and function bodies", () => {
    expect(page(block("a();\n".repeat(13)))).toMatch(/block of 13 lines/);
    expect(page(block("a();\n".repeat(11)).repeat(4))).toMatch(/44 lines of JavaScript/);
    expect(page(block("function f() { return 1; }"))).toMatch(/function body/);
  });
});
