import {writeFileSync} from "node:fs";
import * as tf from "@tensorflow/tfjs";
import {testBatches} from "../components/dataset/batches.js";
import {loadDataset} from "../components/dataset/datasets.js";
import {sliceImages} from "../components/dataset/images.js";
import {toNetwork, toRunSpec} from "../components/experiment/runSpec.js";
import {Model} from "../components/model/model.js";
import type {Expression} from "../components/network/expression.js";
import {sequence} from "../components/network/expression.js";
import {outputShape} from "../components/network/shapes.js";
import {openBackend} from "../components/worker/backend.js";
import type {MapsFile} from "./mapsFile.js";
import {deviceText} from "./recordSpecs.js";
import {trainedState} from "./trainedState.js";

// npm run record:maps. Trains a network of four convolutions, and keeps what the ReLU after its second one makes of an image:
// that is where a local response normalization would stand.

const file = "data/runs/labs/maps.json";
/** A heart. */
const shown = 7;

const spec = toRunSpec({
  network: {name: "cifar-convnet-4", width: 16, norm: false},
  optimizer: {learningRate: 0.1},
  steps: 400
});
const {plans, ...place} = await openBackend({only: "wasm", lazy: true});
const dataset = await loadDataset(spec.dataset);
const state = await trainedState(spec, {plans, dataset});

await tf.setBackend("cpu");
const {expression, input} = toNetwork(spec);
const begin = firstMaps(expression);
const looking = new Model(begin, input, ({name}) => state[name]);
const [batch] = testBatches({...dataset, test: sliceImages(dataset.test, shown, shown + 1)}, {batch: 1});
const values = Float32Array.from(await looking.predict(tf.tensor4d(batch.images, [1, ...input])).data());
const most = Math.max(...values);
const maps = Uint8Array.from(values, (value) => Math.round((255 * value) / most));
const recorded: MapsFile = {
  spec,
  backend: place.backend,
  device: deviceText(place.device),
  date: new Date().toISOString(),
  ...{shown, volume: outputShape(begin, input), most: Number(most.toPrecision(6))},
  maps: Buffer.from(maps).toString("base64")
};
writeFileSync(file, `${JSON.stringify(recorded)}\n`);
console.log(`wrote ${file}`);
process.exit();

/** Returns the first stage of a network, without the pooling that ends it. */
function firstMaps(network: Expression): Expression {
  const [stage] = network.type === "sequence" ? network.parts : [];
  if (stage?.type !== "group" || stage.body.type !== "sequence") throw new Error("the network has no stages");
  return sequence(...stage.body.parts.slice(0, -1));
}
