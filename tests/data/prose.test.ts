import {execFileSync} from "node:child_process";
import {readFileSync} from "node:fs";
import {mean} from "d3-array";
import {describe, expect, test} from "vitest";
import type {EnsembleRecording} from "../../components/charts/ensembleTable.js";
import type {ErrorRow} from "../../components/charts/errorRows.js";
import {findCurve, type Wanted} from "../../components/charts/findCurve.js";
import {pairedDifference} from "../../components/charts/pairedDifference.js";
import {superscript} from "../../components/charts/powerText.js";
import {pathFacts} from "../../components/labs/pathFacts.js";
import type {SpecimenRecording} from "../../components/labs/specimens.js";
import {allBlocks} from "../../components/labs/stochasticDepthLab.js";
import {labRecording} from "../../data/labRecording.js";

// Numbers that stand in the text of a page, and are not read from the data there, are those of the data; and what is said of
// numbers that are read is true of them.

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

describe("the long runs, in chapter 1,", () => {
  const long = JSON.parse(
    execFileSync(process.execPath, ["--import", "tsx", "data/longRuns.json.ts"], {encoding: "utf8"})
  ) as Record<"shapes" | "cifar10", {rows: ErrorRow[]; steps: number; seeds: number}>;
  const last = (dataset: keyof typeof long, net: string, split = "training") =>
    long[dataset].rows.find(
      (row) => row.net === net && row.split === split && row.step === long[dataset].steps
    )!;

  test("are five seeds each, and leave plain-56 behind plain-20 in all", () => {
    for (const dataset of ["shapes", "cifar10"] as const) {
      expect(long[dataset].seeds).toBe(5);
      expect(last(dataset, "cifar-plain-56").low!).toBeGreaterThan(last(dataset, "cifar-plain-20").high!);
    }
  });

  test("leave the other three at 0 on shapes", () => {
    for (const net of ["cifar-plain-20", "cifar-resnet-20", "cifar-resnet-56"])
      expect(last("shapes", net).high).toBeLessThan(0.005);
  });

  test("do not tell residual-56 from residual-20 on photographs, where test errors stay near a half", () => {
    for (const split of ["training", "test"]) {
      const [shallow, deep] = [20, 56].map((depth) => last("cifar10", `cifar-resnet-${depth}`, split));
      expect(deep.low!).toBeLessThan(shallow.high!);
      expect(shallow.low!).toBeLessThan(deep.high!);
    }
    for (const net of ["cifar-plain-20", "cifar-resnet-20", "cifar-resnet-56"])
      expect(Math.abs(last("cifar10", net, "test").error - 0.5)).toBeLessThan(0.05);
  });
});

test("the deviation of first weights hardly matters behind batch normalization, and plain-56 stays near chance", () => {
  const {curves} = labRecording("initialisation");
  const ends = (name: string, initialisation: string) =>
    findCurve(curves, ({network, initialisation: own}) => network.name === name && network.norm && own === initialisation)!.ends.map(({training}) => training); // prettier-ignore
  for (const name of ["cifar-plain-20", "cifar-resnet-20", "cifar-resnet-56"]) {
    const [small, he] = ["small", "he"].map((initialisation) => ends(name, initialisation));
    expect([small.length, he.length]).toEqual([5, 5]);
    expect(Math.min(...small)).toBeLessThan(Math.max(...he));
    expect(Math.min(...he)).toBeLessThan(Math.max(...small));
  }
  for (const initialisation of ["small", "he"])
    expect(Math.min(...ends("cifar-plain-56", initialisation))).toBeGreaterThan(0.8);
});

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

describe("what the chapter on paths says of networks that were taken apart", () => {
  const recording = JSON.parse(
    execFileSync(process.execPath, ["--import", "tsx", "data/labs/paths.json.ts"], {encoding: "utf8"})
  ) as SpecimenRecording;
  const {networks, longer} = recording;
  const taken = (name: string) => networks.find(({spec}) => spec.network.name === name)!;
  const [plain, shallow, deep] = ["cifar-plain-20", "cifar-resnet-20", "cifar-resnet-56"].map(taken);
  const errors = (rows: readonly {error: number}[]) => rows.map(({error}) => error);
  const without = ({lesions}: typeof deep, count: number, statistics: "running" | "batch" = "running") => {
    const {random, each} = lesions[statistics];
    return random.find(({x}) => Math.abs(x - count / each.length) < 1e-3)!.error;
  };

  test("plain-20 needs every block; residual-56 notices none from the fourth on, and in its middle by two points at most", () => {
    expect(Math.min(...errors(plain.lesions.running.each))).toBeGreaterThan(0.6);
    const {whole, each} = deep.lesions.running;
    expect(Math.max(...errors(each).slice(3))).toBeLessThan(whole + 0.07);
    expect(Math.max(...errors(each).slice(9, 18))).toBeLessThan(whole + 0.02);
    const [first, second] = errors(each);
    expect([first > 0.2, second > 0.2]).toEqual([true, true]);
    const ofShallow = errors(shallow.lesions.running.each);
    expect(ofShallow[0]).toBeGreaterThan(0.3);
    expect(ofShallow.at(-1)!).toBeLessThan(0.02);
  });

  test("plain-20 is at chance without two; the residual networks get worse step by step, and are near chance without half", () => {
    expect(without(plain, 2)).toBeGreaterThan(0.85);
    for (const network of [shallow, deep]) {
      const all = errors(network.lesions.running.random);
      for (let i = 1; i < all.length - 1; i++) expect(all[i]).toBeGreaterThanOrEqual(all[i - 1] - 0.01);
    }
    expect(without(deep, 14)).toBeGreaterThan(0.8);
    expect(without(deep, 5)).toBeLessThan(0.5);
  });

  test("by each batch's statistics most of the damage is gone from residual networks, and not from a plain one", () => {
    expect(without(deep, 5, "batch")).toBeLessThan(without(deep, 5) / 3);
    expect(without(deep, 11, "batch")).toBeLessThan(without(deep, 11) / 2);
    expect(without(shallow, 2, "batch")).toBeLessThan(without(shallow, 2) / 3);
    expect(without(plain, 2, "batch")).toBeGreaterThan(0.75);
    expect(plain.lesions.batch.whole).toBeLessThan(plain.lesions.running.whole / 3);
  });

  test("gradients fall with the length of a path in residual-56, less so before the training, and hardly in residual-20", () => {
    const facts = pathFacts(recording);
    const factors = [deep, shallow].map(({spec: {network}}) => Number(facts.factor(network.name)));
    const before = [deep, shallow].map(({spec: {network}}) => Number(facts.factor(network.name, "firstPaths"))); // prettier-ignore
    expect(factors[0]).toBeLessThan(0.5);
    expect(before[0]).toBeGreaterThan(factors[0] + 0.1);
    expect(before[0]).toBeLessThan(0.9);
    for (const factor of [factors[1], before[1]]) expect(factor).toBeGreaterThan(0.8);
    for (const {paths} of [...deep.paths!, ...deep.firstPaths!]) expect(paths).toBe(200);
  });

  test("residual-110 keeps about a quarter a function, as the paper's network, and residual-56 what it keeps after 400 steps", () => {
    const facts = pathFacts(recording);
    const factors = ["110", "56"].map((depth) => Number(facts.longer.factor(`cifar-resnet-${depth}`)));
    expect(factors[0]).toBeCloseTo(0.25, 1);
    expect(factors[1]).toBeCloseTo(Number(facts.factor("cifar-resnet-56")), 1);
    expect(Number(facts.longer.factor("cifar-resnet-110", "firstPaths"))).toBeGreaterThan(factors[0] + 0.1);
    const {lengths, paths} = facts.longer.carriers("cifar-resnet-110");
    expect(lengths).toMatch(/^[4-6] to 1[5-8]$/);
    expect(parseFloat(paths)).toBeLessThan(1);
  });

  test("after 2,000 steps the damage is much the same, and most of it in the statistics; dropping in training prepares for it", () => {
    const [long, dropping] = longer.networks.filter(({spec}) => spec.network.name === "cifar-resnet-56");
    const [veryDeep, shallowPlain] = ["cifar-resnet-110", "cifar-plain-20"].map((name) =>
      longer.networks.find(({spec}) => spec.network.name === name)!
    );
    expect([long.spec.network.survival, dropping.spec.network.survival]).toEqual([undefined, 0.5]);
    for (const {seeds} of longer.networks) expect(seeds).toBe(5);
    expect(without(long, 5)).toBeGreaterThan(0.3);
    expect(without(deep, 5) - without(long, 5)).toBeGreaterThan(0);
    expect(without(deep, 5) - without(long, 5)).toBeLessThan(0.1); // "little better"
    expect(without(long, 5, "batch")).toBeLessThan(without(long, 5) / 3);
    expect(without(veryDeep, 11, "batch")).toBeLessThan(without(veryDeep, 11) / 3);
    expect(without(shallowPlain, 2, "batch")).toBeGreaterThan(0.75);
    const gains = (["running", "batch"] as const).map(
      (statistics) => without(dropping, 11, statistics) / without(long, 11, statistics)
    );
    expect(gains[0]).toBeGreaterThan(0.75);
    expect(gains[1]).toBeLessThan(0.3);
  });

  test("stochastic depth slows the training, and the test error is undecided", () => {
    const {curves} = labRecording("stochasticDepth");
    const pair = (split: "training" | "test", dropping: Wanted = {survival: 0.5}) =>
      pairedDifference(findCurve(curves, dropping)!, findCurve(curves, allBlocks)!, split);
    expect(pair("training").low).toBeGreaterThan(0);
    expect([pair("test").low < 0, pair("test").high > 0]).toEqual([true, true]);
    expect(pair("test", {survivingBlocks: 11}).low).toBeGreaterThan(0); // with 11 of 27 blocks a step it is far slower
  });

  test("an ensemble of three residual-20 is ahead of a residual-56 of its cost, which is behind one of them too", () => {
    const {rows} = JSON.parse(
      execFileSync(process.execPath, ["--import", "tsx", "data/labs/ensemble.json.ts"], {encoding: "utf8"})
    ) as EnsembleRecording;
    const {alone, together, deep} = rows;
    expect(together.multiplyAdds / deep.multiplyAdds).toBeCloseTo(1, 1);
    for (const split of ["training", "test"] as const)
      for (const other of [together, alone])
        expect(pairedDifference({ends: [...deep.ends]}, {ends: [...other.ends]}, split).low).toBeGreaterThan(0); // prettier-ignore
  });
});

test("what cardinality brings at equal cost does not show, as its chapter says: the interval holds 0, and seeds lie far apart", () => {
  const {curves} = labRecording("cardinality");
  const [one, , , eight] = [1, 2, 4, 8].map((cardinality) => {
    const curve = curves.find(({spec}) => spec.network.name.includes(`-${cardinality}x`))!;
    const ends = curve.ends.map(({test}) => 100 * test);
    expect(Math.max(...ends) - Math.min(...ends)).toBeGreaterThan(10);
    return curve;
  });
  const {low, high, seeds} = pairedDifference(eight, one, "test");
  expect([low < 0, high > 0, seeds]).toEqual([true, true, 5]);
});

describe("residual units that were trained for longer", () => {
  const longer = labRecording("longUnits").curves;
  const testError = (curve: (typeof longer)[number]) => mean(curve.ends, ({test}) => test)!;

  test("are the original and the four that fell behind in 200 steps, five seeds each", () => {
    const unitOf = ({spec: {network}}: (typeof longer)[number]) => JSON.stringify(network);
    const behind = labRecording("units").curves.filter((curve) => testError(curve) > 0.5);
    const original = longer.find(
      ({spec: {network: n}}) => n.order === "original" && !n.shortcut && !n.zeroInitResidual
    );
    expect(behind).toHaveLength(4);
    expect(longer.map(unitOf).sort()).toEqual([original!, ...behind].map(unitOf).sort());
    for (const {ends} of longer) expect(ends).toHaveLength(5);
  });

  test("end within a point of each other, (b) last", () => {
    const errors = longer.map(testError);
    expect(Math.max(...errors) - Math.min(...errors)).toBeLessThan(0.01);
    const last = longer[errors.indexOf(Math.max(...errors))];
    expect(last.spec.network.order).toBe("normAfterAddition");
    expectSays("residual-block", "ten times the steps, the four that fell behind", "Farthest is (b)");
  });
});
