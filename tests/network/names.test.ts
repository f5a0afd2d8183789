import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import ts from "typescript";
import {expect, test} from "vitest";
import {networkNames} from "../../components/network/named.js";
import {familyNames, readName} from "../../components/network/names.js";

/** Words of which networks' names are made: a pattern that has one reads a name. */
const familyWords = /resnet|resnex|plain-|alexnet|vgg|googlenet|nin-cifar/i;

/** Returns the regular expressions in *text* that read a network's name, and calls of string methods that do. */
function nameReaders(path: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node) && familyWords.test(node.text)) found.push(node.text);
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      /^(startsWith|endsWith|includes|indexOf|replace|replaceAll|match|split)$/.test(
        node.expression.name.text
      ) &&
      node.arguments.some((argument) => ts.isStringLiteral(argument) && familyWords.test(argument.text))
    )
      found.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;
}

test("names.ts alone takes a network's name apart", () => {
  const files = readdirSync("components", {recursive: true, encoding: "utf8"})
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join("components", name));
  const readers = files.filter((path) => nameReaders(path, readFileSync(path, "utf8")).length > 0);
  expect(readers).toEqual(["components/network/names.ts"]);
});

test("nameReaders finds patterns and calls, and leaves other text alone", () => {
  const code = `/^cifar-(plain|resnet)-/.exec(name); name.includes("plain-"); list.includes("tanh"); "resnet50";`;
  expect(nameReaders("some.ts", code)).toEqual(["/^cifar-(plain|resnet)-/", 'name.includes("plain-")']);
});

test("readName(name) has the family and the numbers of every name that readers are shown", () => {
  const numbers: Record<string, string> = {N: "20", C: "4", W: "8", K: "2"};
  for (const {family, names} of Object.values(familyNames)) {
    for (const shown of names) {
      const name = shown.replace(/\b[NCK]\b|CxWd/g, (text) => text.replace(/[NCWK]/g, (n) => numbers[n]));
      expect(readName(name)?.family).toBe(family);
    }
  }
  expect(readName("cifar-resnext-29-4x8d")?.numbers).toEqual({depth: 29, cardinality: 4, groupWidth: 8});
  expect(readName("resnet-18")).toBeUndefined();
  expect(networkNames).toEqual(Object.values(familyNames).flatMap(({names}) => [...names]));
});
