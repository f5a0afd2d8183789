import {expect, test} from "vitest";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import {pathFacts} from "../../components/labs/pathFacts.js";
import type {RecordedFindings, SpecimenRecording} from "../../components/labs/specimens.js";

const [plain, residual] = ["cifar-plain-20", "cifar-resnet-20"];
const spread = (x: number, error: number) => ({x, error, low: error / 2, high: 2 * error, measured: 5});

function recordingOf(findings: Partial<Record<string, Partial<RecordedFindings>>>): SpecimenRecording {
  const networks = Object.entries(findings).map(([name, found]) => ({
    spec: toRunSpec({network: {name}}),
    seeds: 5,
    ...(found as RecordedFindings)
  }));
  return {networks, caption: "recorded", longer: {networks, caption: "longer"}};
}

const each = [0.5, 0.04, 0.16, 0.02].map((error, i) => spread(i + 1, error));
const facts = pathFacts(
  recordingOf({
    [plain]: {
      orders: [],
      lesions: {running: {whole: 0, each, random: []}, batch: {whole: 0, each, random: []}}
    },
    [residual]: {
      lesions: {
        running: {whole: 0.0046, each, random: [spread(0, 0.004), spread(0.25, 0.1), spread(0.5, 0.8)]},
        batch: {whole: 0.006, each: [], random: []}
      },
      orders: [spread(1, 0.004), spread(0.8, 0.34)],
      paths: [1, 0.5, 0.25, 0.125].map((median, length) => ({length, median, low: 0, high: 1, paths: 200})),
      firstPaths: [8, 4, 2, 4].map((median, length) => ({length, median, low: 0, high: 9, paths: 200}))
    }
  })
);

test("pathFacts() tells errors of whole networks, and without blocks", () => {
  expect(facts.whole(residual)).toBe("0.5\u00a0%");
  expect(facts.whole(residual, "batch")).toBe("0.6\u00a0%");
  expect(facts.without(residual, 1)).toBe("50\u00a0%");
  expect(facts.withoutEach(residual)).toBe("2.0 to 50\u00a0%");
  expect(facts.withoutEach(residual, 2)).toBe("2.0 to 16\u00a0%");
  expect(facts.withoutRandom(residual, 1)).toBe("10\u00a0%");
  expect(facts.reordered(residual, 0.82)).toBe("34\u00a0%");
  expect(facts.swapped(residual, 0.8)).toBe("17 to 68\u00a0%");
});

test("pathFacts() tells what paths carry, and which carry most", () => {
  expect(facts.carried(residual, 3)).toBe("0.125");
  expect(facts.factor(residual)).toBe("0.5");
  expect(facts.factor(residual, "firstPaths")).toBe("0.79");
  // (1 + 0.5)³ = 3.375, of which 1, 1.5, 0.75 and 0.125
  expect(facts.carriers(residual)).toEqual({
    lengths: "0 to 2",
    layers: "0 to 4",
    gradient: "96\u00a0%",
    paths: "88\u00a0%"
  });
});

test("pathFacts() throws for what was not recorded", () => {
  expect(() => facts.whole("cifar-resnet-8")).toThrow("no recording of cifar-resnet-8");
  expect(() => facts.factor(plain)).toThrow("no paths of cifar-plain-20 are recorded");
  expect(() => facts.reordered(plain, 1)).toThrow("nothing was recorded");
});
