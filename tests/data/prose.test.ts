import {execFileSync} from "node:child_process";
import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import type {ErrorSpread} from "../../components/charts/errorSpreads.js";
import type {LabCurve} from "../../components/charts/labCurves.js";
import {superscript} from "../../components/charts/powerText.js";
import {labRecording} from "../../data/labRecording.js";

// Numbers that stand in the text of a page, and are not read from the data there, are those of the data.

/** The text of a page, a line break being a space. */
const textOf = (page: string) => readFileSync(`src/${page}.md`, "utf8").replace(/\s+/g, " ");

function expectSays(page: string, ...parts: string[]): void {
  const text = textOf(page);
  for (const part of parts) expect(text).toContain(part);
}

/** A number as `3 · 10⁻²`, of one digit; a leading 1 is left out. */
function power(value: number): string {
  const [digit, exponent] = value.toExponential(0).split("e");
  return `${digit === "1" ? "" : `${digit} · `}10${superscript(Number(exponent))}`;
}

describe("the gradients of the first step, in the chapter on them,", () => {
  const {curves} = labRecording("gradients");
  const first = (name: string, norm: boolean) =>
    curves
      .find(({spec}) => spec.network.name === name && spec.network.norm === norm)!
      .measured.find(({step}) => step === 1)!.gradients;

  test("are those without normalization", () => {
    const plain = [20, 56, 110].map((depth) => first(`cifar-plain-${depth}`, false)[0]);
    const residual = [20, 56, 110].map((depth) => first(`cifar-resnet-${depth}`, false)[0]);
    expectSays(
      "gradients",
      `gets about ${plain[0].toPrecision(1)} in 20 layers`,
      `${power(plain[1])} in 56 and ${power(plain[2])} in 110`,
      `residual ones explode**: ${residual[0].toFixed(0)}, ${power(residual[1])}, ${power(residual[2])}.`
    );
  });

  test("are those with it", () => {
    const plain = first("cifar-plain-56", true);
    const residual = [20, 56, 110].map((depth) => first(`cifar-resnet-${depth}`, true)[0].toFixed(0));
    expectSays(
      "gradients",
      `from ${plain.at(-1)!.toPrecision(1)} in the last to about ${Number(plain[0].toPrecision(1))} in the first`,
      `${residual[0]}, ${residual[1]} and ${residual[2]} in the first layers`
    );
    expect(first("cifar-plain-110", true)[0]).toBeCloseTo(2e6, -6); // "two million"
  });

  test("leave of the amplitude what the padding does", () => {
    const seen = [16, 8, 4].map((n) => ((3 * n - 2) / (3 * n)) ** 2);
    // A third of the 3×3 layers has each size; the stem is one more of the largest.
    const left = [20, 56, 110].map((depth) => {
      const each = (depth - 2) / 3;
      return Math.sqrt(seen[0] ** (each + 1) * seen[1] ** each * seen[2] ** each);
    });
    expectSays(
      "gradients",
      `${seen
        .map((share) => share.toFixed(2))
        .join(", ")
        .replace(/, (?=[^,]*$)/, " and ")} of its fan-in`,
      `${left[0].toPrecision(2)}, ${left[1].toPrecision(2)} and`
    );
  });
});

describe("errors of networks that were taken apart, in the chapter on paths,", () => {
  interface Taken extends Record<"each" | "random" | "orders", ErrorSpread[]> {
    spec: LabCurve["spec"];
    whole: number;
  }
  const {networks} = JSON.parse(
    execFileSync(process.execPath, ["--import", "tsx", "data/labs/paths.json.ts"], {encoding: "utf8"})
  ) as {networks: Taken[]};
  const taken = (name: string) => networks.find(({spec}) => spec.network.name === name)!;
  const percent = (error: number) => (100 * error).toFixed(0);
  const errors = (rows: readonly {error: number}[]) => rows.map(({error}) => error);

  test("are those without single blocks", () => {
    const plain = errors(taken("cifar-plain-20").each);
    const deep = errors(taken("cifar-resnet-56").each);
    const shallow = errors(taken("cifar-resnet-20").each);
    expectSays(
      "paths",
      `from ${percent(taken("cifar-plain-20").whole)} % to between ${percent(Math.min(...plain))} and ${percent(Math.max(...plain))} %`,
      `${(100 * taken("cifar-resnet-56").whole).toFixed(1)} in the mean`,
      `at ${percent(Math.min(...deep.slice(3)))} to ${percent(Math.max(...deep.slice(3)))} %`,
      `${percent(shallow[0])} % without its first block, ${(100 * shallow.at(-1)!).toFixed(1)} % without its last`,
      `residual-56 is at ${percent(deep[0])} %, without the second at ${percent(deep[1])}`
    );
  });

  test("are those without several, and in another order", () => {
    const without = (name: string, count: number, of: number) =>
      taken(name).random.find(({x}) => Math.abs(x - count / of) < 1e-3)!.error;
    const atOrder = (tau: number) => taken("cifar-resnet-56").orders.find(({x}) => Math.abs(x - tau) < 5e-3)!;
    expectSays(
      "paths",
      `residual-56 is at ${percent(without("cifar-resnet-56", 5, 27))} % without five`,
      `residual-20 at ${percent(without("cifar-resnet-20", 2, 9))} % without two of nine`,
      `residual-56 is at ${percent(atOrder(0.92).error)} % at τ = 0.92, and at ${percent(atOrder(0.82).error)} % at 0.82`,
      `from nothing to ${percent(atOrder(0.976).high)} %`
    );
  });
});

test("errors by cardinality, in the chapter on it, are those of the runs", () => {
  const {curves} = labRecording("cardinality");
  const tests = [1, 2, 4, 8].map((cardinality) => {
    const curve = curves.find(({spec}) => spec.network.name.includes(`-${cardinality}x`))!;
    const ends = curve.ends.map(({test}) => 100 * test);
    return {
      mean: ends.reduce((sum, end) => sum + end, 0) / ends.length,
      low: Math.min(...ends),
      high: Math.max(...ends)
    };
  });
  const list = (of: "mean" | "high") =>
    tests
      .map((row) => row[of].toFixed(0))
      .join(", ")
      .replace(/, (?=[^,]*$)/, " and ");
  const lows = tests.map(({low}) => Math.round(low));
  expectSays(
    "cardinality",
    `the test errors are ${list("mean")} % for C = 1, 2, 4 and 8`,
    `is at ${Math.min(...lows)} to ${Math.max(...lows)} %, and the worst at ${list("high")} %`
  );
});
