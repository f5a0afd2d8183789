import {readFileSync, writeFileSync} from "node:fs";
import {packedBranches} from "../components/charts/branchRecording.js";
import {testBatches} from "../components/dataset/batches.js";
import {loadDataset} from "../components/dataset/datasets.js";
import {sliceImages} from "../components/dataset/images.js";
import {toNetwork, toRunSpec} from "../components/experiment/runSpec.js";
import {branchNames} from "../components/network/branchNames.js";
import {parameters} from "../components/network/parameters.js";
import {fromStateValues} from "../components/stores/stateValues.js";
import {channelMeans} from "../components/worker/analysis/activationMaps.js";
import {openBackend} from "../components/worker/backend.js";
import {openLook} from "../components/worker/openLook.js";
import type {BranchFile} from "./branchFile.js";
import {deviceText} from "./recordSpecs.js";

// npm run record:branches. Reads x and F(x) in the residual blocks of a network that `npm run record:lesions` trained.

const trained = "data/runs/paths/cifar-resnet-56-shapes-16-seed-1";
const out = "data/runs/labs/branches.json";
/** Test images: a disc, a square, a heart; a ring, a triangle, stripes. */
const shown = [0, 2, 7, 11, 13, 8];

const {spec: given} = JSON.parse(readFileSync(`${trained}.json`, "utf8")) as {spec: object};
const spec = toRunSpec(given);
const network = toNetwork(spec);
const weights = new Float32Array(new Uint8Array(readFileSync(`${trained}.bin`)).buffer);
const blocks = branchNames(network.expression, network.input);
const read = [...new Set(blocks.flatMap(({input, residual}) => [input, residual]))];

const {backend, device, plans} = await openBackend({only: "wasm", lazy: true});
const model = await openLook(network, {batch: 1, read}, {plans});
model.load(fromStateValues(weights, parameters(network.expression, network.input)));
const {test, ...dataset} = await loadDataset(spec.dataset);
const count = Math.max(...shown) + 1;
const [{images}] = testBatches({...dataset, test: sliceImages(test, 0, count)}, {batch: count});
const found = (await model.look(images)).read;
model.dispose();

const file: BranchFile = {
  ...{spec, backend, device: deviceText(device), date: new Date().toISOString(), shown},
  blocks: blocks.map(({number, volume, input, residual}) => {
    const branches = shown.map((image) => ({x: ofImage(input, image), residual: ofImage(residual, image)}));
    const means = (values: Float32Array) => channelMeans(values, volume[2]);
    const maps = branches.map(({x, residual}) => packedBranches({x: means(x), residual: means(residual)}));
    return {
      ...{number, volume},
      ratios: branches.map(({x, residual}) => Number((norm(residual) / norm(x)).toPrecision(3))),
      maps: Buffer.concat(maps.map((map) => Buffer.from(map.buffer))).toString("base64")
    };
  })
};
writeFileSync(out, `${JSON.stringify(file)}\n`);
console.log(`wrote ${out}`);
process.exit();

function ofImage(name: string, image: number): Float32Array {
  const values = found.get(name)!;
  const size = values.length / count;
  return values.subarray(image * size, (image + 1) * size);
}

function norm(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
