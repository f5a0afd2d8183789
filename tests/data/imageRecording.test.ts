import {execFileSync} from "node:child_process";
import {readdirSync, readFileSync, statSync} from "node:fs";
import {beforeAll, describe, expect, test} from "vitest";
import type {BranchRecording} from "../../components/charts/branchRecording.js";
import {unpackedBranches} from "../../components/charts/branchRecording.js";
import {
  featureMaps,
  featureRows,
  type ImageRecording,
  type Measure
} from "../../components/charts/imageRecording.js";
import {loadDataset} from "../../components/dataset/datasets.js";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import {createEngine} from "../../components/worker/engine.js";
import type {ImageFile} from "../../data/imageFile.js";

const folder = "data/runs/labs/image";
const names = readdirSync(folder);
const read = (name: string) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8")) as ImageFile;
const [shallow, plain, residual] = ["cifar-plain-20", "cifar-plain-56", "cifar-resnet-56"];

const load = <Made>(name: string): Made =>
  JSON.parse(
    execFileSync("npx", ["tsx", `data/labs/${name}.json.ts`], {maxBuffer: 2 ** 24}).toString()
  ) as Made;
let recording: ImageRecording;
beforeAll(() => void (recording = load<ImageRecording>("image")));

test("every network of the specs was recorded with three seeds, in 250 kB together", () => {
  const specs = (JSON.parse(readFileSync("data/specs/labs/image.json", "utf8")) as unknown[]).map(toRunSpec);
  const wanted = specs.flatMap((spec) => [1, 2, 3].map((seed) => `${spec.network.name}-seed-${seed}.json`));
  expect(names.toSorted()).toEqual(wanted.toSorted());
  for (const spec of specs)
    expect(toRunSpec(read(`${spec.network.name}-seed-2.json`).spec)).toEqual({...spec, seed: 2});
  const bytes = names.reduce((sum, name) => sum + statSync(`${folder}/${name}`).size, 0);
  expect(bytes).toBeLessThan(250_000);
});

test("the loader has every part of every network after every step, and says where and when", () => {
  expect(recording.networks.map(({net}) => net)).toEqual([shallow, plain, residual]);
  expect(recording.steps).toEqual([0, 20, 50, 100, 200, 400]);
  for (const {net, volumes, measures, mapped} of recording.networks) {
    expect(volumes).toHaveLength(net === shallow ? 10 : 28);
    expect(mapped).toEqual([0, 1, 3, 5, 7, 9]);
    for (const {readout} of measures) expect(readout).toHaveLength(volumes.length);
    for (const step of recording.steps)
      expect(featureMaps(recording, net, step).map((maps) => maps.map(({length}) => length))).toEqual(
        Array.from({length: 6}, () => mapped.map((part) => volumes[part][0] * volumes[part][1]))
      );
  }
  expect(recording.caption).toMatch(/^recorded: mean of 3 seeds, wasm on .+, \w+ \d+, 20\d\d$/);
});

test("what plain-20 makes of images before training is measured again as recorded", async () => {
  const {spec, images, measures, pictures} = read(`${shallow}-seed-1.json`);
  const engine = createEngine({emit() {}, nextTask: async () => {}, dataset: loadDataset});
  const {shown} = pictures!;
  const {rows} = await engine.analyse({analysis: "features", spec: toRunSpec(spec), images, shown, backend: "wasm"}); // prettier-ignore
  for (const [i, {readout, noise, rank, maps}] of rows.entries()) {
    expect(Math.abs(readout - measures[0].readout[i])).toBeLessThan(0.03); // builds round differently
    expect(noise / measures[0].noise[i]).toBeCloseTo(1, 1);
    expect(rank / measures[0].rank[i]).toBeCloseTo(1, 1);
    const kept = recording.networks[0].mapped.indexOf(i);
    if (kept < 0) continue;
    const recorded = featureMaps(recording, shallow, 0).map((ofImage) => ofImage[kept]);
    for (const [image, map] of maps.entries())
      map.forEach((value, place) => expect(Math.abs(value - recorded[image][place])).toBeLessThan(8));
  }
});

describe("what the chapter says", () => {
  const at = (measure: Measure, net: string, step: number, block: number) =>
    featureRows(recording, measure, step).find((row) => row.net === net && row.block === block)!;
  const last = (net: string) => (net === shallow ? 9 : 27);

  test("at the start plain networks scramble the images, and do not fade them", () => {
    const [stem, ninth] = [at("rank", plain, 0, 0), at("rank", plain, 0, 9)];
    expect(ninth.low).toBeGreaterThan(stem.high);
    expect(at("noise", plain, 0, 9).low).toBeGreaterThan(0.6);
    expect(at("noise", plain, 0, 0).high).toBeLessThan(0.1);
    for (const net of [shallow, plain]) expect(at("readout", net, 0, last(net)).high).toBeLessThan(0.16);
    expect(at("noise", residual, 0, 9).high).toBeLessThan(at("noise", plain, 0, 9).low / 2);
    expect(at("readout", residual, 0, 9).low).toBeGreaterThan(at("readout", plain, 0, 9).high + 0.15);
  });

  test("training then collapses those of plain-56; the others come through", () => {
    expect(at("rank", plain, 0, 27).low).toBeGreaterThan(6);
    expect(at("rank", plain, 100, 18).high).toBeLessThan(2);
    expect(at("rank", plain, 100, 27).high).toBeLessThan(3.5);
    expect(at("noise", plain, 100, 27).high).toBeLessThan(0.1);
    expect(at("readout", plain, 100, 27).high).toBeLessThan(0.2);
    for (const net of [shallow, residual]) {
      expect(at("rank", net, 50, last(net)).low).toBeLessThan(2);
      expect(at("readout", net, 100, last(net)).low).toBeGreaterThanOrEqual(0.5);
      expect(at("readout", net, 400, last(net)).low).toBeGreaterThan(0.95);
    }
    expect(at("readout", plain, 400, 27).low).toBeGreaterThan(at("readout", plain, 100, 27).high);
    expect(at("readout", plain, 400, 27).high).toBeLessThan(0.5);
  });
});

test("the recorded blocks are those of residual-56 that keep their shape, of the images of the recording", () => {
  const {blocks, images, caption} = load<BranchRecording>("branches");
  expect(blocks.map(({number}) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27]); // prettier-ignore
  for (const block of blocks) {
    const branches = unpackedBranches(block);
    expect(branches).toHaveLength(images.length);
    for (const {x} of branches) expect(Math.min(...x)).toBeGreaterThanOrEqual(0); // after a ReLU
    for (const ratio of block.ratios) expect(ratio).toBeGreaterThan(0);
  }
  expect(images.map(({label}) => label)).toEqual(["disc", "square", "heart", "ring", "triangle", "stripes"]);
  expect(caption).toMatch(/^recorded: seed 1, after 400 steps, wasm on /);
});
