import {readdirSync, readFileSync} from "node:fs";
import ts from "typescript";
import {expect, test} from "vitest";
import {readSources} from "./importRules.js";

interface Size {
  place: string;
  lines: number;
}

const sources = new Map([...readSources("components"), ...assemblySources()]);

/** Functions that may be longer: a kernel whose sums must all stay in registers, which no function could return. */
const longer = ["components/plan/operations/convolution/assembly/convolveImage.ts: convolveImage"];

test("95 of 100 files have fewer than 220 lines", () => {
  const files = [...sources].map(([place, text]) => ({place, lines: text.split("\n").length - 1}));
  expect(percentile95(files)).toBeLessThan(220);
});

test("95 of 100 functions have fewer than 40 lines, and none has more than 120", () => {
  const functions = [...sources].flatMap(([path, text]) => functionsOf(path, text));
  expect(functions.length).toBeGreaterThan(1000);
  expect(percentile95(functions)).toBeLessThan(40);
  const long = functions.filter(({lines}) => lines > 120).map(({place}) => place);
  expect(long).toEqual(longer);
});

/** AssemblyScript, which readSources leaves out, is TypeScript to its parser. */
function assemblySources(): [string, string][] {
  const names = readdirSync("components", {recursive: true, encoding: "utf8"});
  const paths = names.map((name) => `components/${name.replaceAll("\\", "/")}`);
  return paths
    .filter((path) => path.includes("/assembly/") && path.endsWith(".ts"))
    .map((path) => [path, readFileSync(path, "utf8")]);
}

function percentile95(sizes: readonly Size[]): number {
  const lines = sizes.map((size) => size.lines).sort((a, b) => a - b);
  return lines[Math.ceil(0.95 * lines.length) - 1];
}

/** Every function of a file with a body, those inside of others too. */
function functionsOf(path: string, text: string): Size[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const sizes: Size[] = [];
  function visit(node: ts.Node): void {
    if (ts.isFunctionLike(node) && (node as ts.FunctionLikeDeclaration).body) {
      const lineAt = (position: number) => file.getLineAndCharacterOfPosition(position).line;
      const lines = lineAt(node.end) - lineAt(node.getStart()) + 1;
      sizes.push({place: `${path}: ${node.name?.getText() ?? "=>"}`, lines});
    }
    ts.forEachChild(node, visit);
  }
  visit(file);
  return sizes;
}
