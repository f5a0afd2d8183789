import {readdirSync, readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {loadDataset} from "../../components/dataset/datasets.js";
import {type RunSpec, toNetwork, toRunSpec} from "../../components/experiment/runSpec.js";
import {parameters} from "../../components/network/parameters.js";
import {fromStateValues} from "../../components/stores/stateValues.js";
import {createEngine} from "../../components/worker/engine.js";

const folder = "data/runs/paths"; // those whose weights are kept

interface Recorded {
  spec: RunSpec;
  images: number;
  lesions: {kind: string; deleted: string[]; error: number}[];
}

const folderOf = (set: string) => `data/runs/${set}`;
const namesIn = (set: string) => [
  ...new Set(readdirSync(folderOf(set)).map((name) => name.replace(/\.\w+$/, "")))
];
const read = (name: string, set = "paths") =>
  JSON.parse(readFileSync(`${folderOf(set)}/${name}.json`, "utf8")) as Recorded;
const withWeights = readdirSync(folder).flatMap((name) => /(.*)\.bin$/.exec(name)?.[1] ?? []);

test.each(["paths", "longPaths"])(
  "every spec of %s was taken apart once a seed, as the loader says",
  (set) => {
    const [, seeds] = /--seeds ([\d,]+)/.exec(readFileSync("data/labs/paths.json.ts", "utf8"))!;
    const specs = (JSON.parse(readFileSync(`data/specs/${set}.json`, "utf8")) as unknown[]).map(toRunSpec);
    const expected = specs.flatMap((spec) => seeds.split(",").map((seed) => ({...spec, seed: Number(seed)})));
    const found = namesIn(set).map((name) => read(name, set).spec);
    const sorted = (list: RunSpec[]) => list.map((spec) => JSON.stringify(toRunSpec(spec))).sort();
    expect(sorted(found)).toEqual(sorted(expected));
  }
);

test.each(withWeights)("%s.bin is the network that was taken apart", async (name) => {
  const {spec, images, lesions} = read(name);
  const {expression, input} = toNetwork(spec);
  const {buffer, byteOffset, length} = readFileSync(`${folder}/${name}.bin`);
  const values = new Float32Array(buffer.slice(byteOffset, byteOffset + length));
  const state = fromStateValues(values, parameters(expression, input));
  const engine = createEngine({emit() {}, nextTask: async () => {}, dataset: loadDataset});
  const sets = lesions
    .filter(({kind}) => kind === "each")
    .map(({deleted}) => deleted)
    .slice(0, 2);
  const {rows} = await engine.analyse({analysis: "lesions", spec, state, images, sets, backend: "wasm"});
  const recorded = lesions.filter(({kind}) => kind === "none" || kind === "each").slice(0, 3);
  expect(rows.map(({error}) => error)).toEqual(
    recorded.map(({error}) => expect.closeTo(error, 2)) // within half an image in a hundred
  );
});
