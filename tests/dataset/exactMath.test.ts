import {readFileSync} from "node:fs";
import {expect, test} from "vitest";

/** Functions of Math that every engine rounds alike: the language fixes their results, to the last bit. */
const exact = new Set(["floor", "sqrt", "abs", "min", "max", "imul", "round", "ceil", "trunc", "sign"]);

/** Returns what a source uses of Math that engines may round differently, powers by `**` among them. */
function inexactMath(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
  const uses = [...code.matchAll(/\bMath\b(?:\.(\w+))?/g)].map(([text, name]) =>
    exact.has(name) ? "" : text
  );
  return [...uses, ...(code.match(/\*\*=?/g) ?? [])].filter((use) => use !== "");
}

for (const name of ["random/random", "dataset/shapes", "dataset/canvas", "dataset/shapeDistances"])
  test(`${name}.ts uses of Math only what is the same in every engine`, () => {
    const source = readFileSync(`components/${name}.ts`, "utf8");
    expect(source).toContain("Math.");
    expect(inexactMath(source)).toEqual([]);
  });

test("that check finds sines, powers, and Math taken apart", () => {
  const source =
    "/** Math.cos */ y = Math.sin(x) + x ** 2 + Math.floor(x); // Math.exp\nconst {hypot} = Math;";
  expect(inexactMath(source)).toEqual(["Math.sin", "Math", "**"]);
});
