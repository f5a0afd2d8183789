import {execFileSync} from "node:child_process";
import {readdirSync, readFileSync, statSync} from "node:fs";
import {beforeAll, describe, expect, test} from "vitest";
import {centerOf, coarser, finiteRange, localMinima} from "../../components/charts/landscape.js";
import {firstLandscape, type LandscapeRecording, trainedLandscape} from "../../components/charts/landscapeRecording.js"; // prettier-ignore
import {unpacked} from "../../components/charts/packedLandscape.js";
import {loadDataset} from "../../components/dataset/datasets.js";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import {createEngine} from "../../components/worker/engine.js";
import type {LandscapeFile} from "../../data/landscapeFile.js";

const folder = "data/runs/labs/landscape";
const read = (net: string) => JSON.parse(readFileSync(`${folder}/${net}.json`, "utf8")) as LandscapeFile;
const [plain, residual] = ["cifar-plain-56", "cifar-resnet-56"];
const four = ["cifar-plain-20", plain, "cifar-resnet-20", residual];

let recording: LandscapeRecording;
beforeAll(() => {
  const made = execFileSync("npx", ["tsx", "data/labs/landscape.json.ts"], {maxBuffer: 2 ** 24});
  recording = JSON.parse(made.toString()) as LandscapeRecording;
});

test("every network of the specs was recorded by its spec, in 150 kB together", () => {
  const specs = (JSON.parse(readFileSync("data/specs/labs/landscape.json", "utf8")) as unknown[]).map(
    toRunSpec
  );
  const names = readdirSync(folder).map((name) => name.replace(".json", ""));
  expect(names.toSorted()).toEqual(specs.map(({network}) => network.name).toSorted());
  for (const spec of specs) expect(toRunSpec(read(spec.network.name).spec)).toEqual(spec);
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(`${folder}/${name}`).size, 0);
  expect(bytes).toBeLessThan(150_000);
});

test("the loader has every network, with the same zooms, and says where and when", () => {
  expect(recording.networks.map(({net}) => net).toSorted()).toEqual(
    readdirSync(folder).map((name) => name.replace(".json", "")).toSorted() // prettier-ignore
  );
  for (const {first} of recording.networks)
    expect(first.map(({range}) => range)).toEqual([1, 0.2, 0.02, 0.001]);
  expect(recording.caption).toMatch(/^recorded: seed 1, wasm on .+, \w+ \d+, 20\d\d$/);
});

test.each(["cifar-plain-20", "cifar-resnet-20"])(
  "the landscape of %s is measured again as recorded",
  async (net) => {
    const engine = createEngine({emit() {}, nextTask: async () => {}, dataset: loadDataset});
    const spec = {...toRunSpec(read(net).spec), headInit: "he"} as const; // around first weights: see recordLandscape.ts
    const {rows} = await engine.analyse({analysis: "landscape", spec, range: 0.02, size: 3, images: spec.batch, backend: "wasm"}); // prettier-ignore
    const recorded = coarser(firstLandscape(recording, net, 0.02), 10);
    for (const {column, row, lossNats} of rows) {
      expect(lossNats).toBeCloseTo(recorded.loss[3 * row + column], 2); // builds round differently
    }
  }
);

describe("what the chapter says", () => {
  const pits = (net: string, range: number) => localMinima(firstLandscape(recording, net, range)).length;

  test("plain-56 begins among about as many pits as noise has, on every scale; residual-56 does not", () => {
    expect(pits(plain, 0.02)).toBeGreaterThan(28);
    for (const range of [0.2, 0.001]) expect(pits(plain, range)).toBeGreaterThan(20);
    expect(pits(residual, 0.02)).toBeLessThan(4);
    expect(pits(residual, 0.001)).toBe(0);
    expect(pits(residual, 0.001)).toBeLessThanOrEqual(pits(residual, 0.2));
  });

  test("so it is with other seeds", () => {
    const others = (net: string) => read(net).seeds.map(({pits}) => pits);
    for (const net of four) expect(others(net)).toHaveLength(4);
    expect(Math.min(...others(plain))).toBeGreaterThan(25);
    expect(Math.max(...others(residual))).toBeLessThan(8);
  });

  test("networks that learned sit in a bowl; the deeper a plain one, the shallower", () => {
    for (const net of ["cifar-plain-20", "cifar-resnet-20", residual]) {
      const around = trainedLandscape(recording, net);
      expect(centerOf(around)).toBeLessThan(0.2);
      expect(finiteRange(around.loss)[1]).toBeGreaterThan(3);
      expect(localMinima(around).length).toBeLessThan(4);
    }
    const deeper = [20, 32, 44, 56].map((depth) => trainedLandscape(recording, `cifar-plain-${depth}`));
    const losses = deeper.map((landscape) => centerOf(landscape));
    expect(losses).toEqual(losses.toSorted((a, b) => a - b));
    const [lowest, highest] = finiteRange(deeper[3].loss);
    expect(lowest).toBeGreaterThan(1);
    expect(highest).toBeLessThan(3);
  });

  test("a line's ends are the first and the trained weights", () => {
    for (const net of four) {
      const {trained} = recording.networks.find((one) => one.net === net)!;
      const {loss, columns, range} = unpacked(trained!.line);
      const at = (share: number) => loss[Math.round(((share / range + 1) / 2) * (columns - 1))];
      expect(at(-1)).toBeCloseTo(Math.log(10), 2); // from a head of 0 all classes are equally likely
      // Of 128 images in place of 256.
      expect(Math.abs(at(1) - centerOf(unpacked(trained!.around)))).toBeLessThan(0.1);
    }
  });

  test("a plane has the whole path in it", () => {
    for (const {net, trained, steps} of recording.networks.filter(({trained}) => trained?.plane)) {
      const {path, shares, every} = trained!.plane!;
      expect(path, net).toHaveLength(steps / every + 1);
      expect(path.flat().every((place) => Math.abs(place) <= 1)).toBe(true);
      expect(shares[0]).toBeGreaterThan(shares[1]);
      expect(shares[0] + shares[1]).toBeLessThanOrEqual(1);
    }
  });
});
