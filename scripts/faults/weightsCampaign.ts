import {guessNetwork} from "../../components/weights/guess/guessNetwork.js";
import {writePth} from "../../components/weights/pth/writePth.js";
import {readWeights} from "../../components/weights/readWeights.js";
import {writeSafetensors} from "../../components/weights/safetensors/writeSafetensors.js";
import {byteCount, type StoredTensor, valuesOf} from "../../components/weights/storedTensor.js";
import type {Campaign} from "./campaign.js";
import {mutatedBytes} from "./mutations.js";

const shapes: Readonly<Record<string, number[]>> = {
  "conv1.weight": [4, 3, 3, 3],
  "bn1.weight": [4],
  "layer1.0.conv1.weight": [4, 4, 3, 3],
  "fc.weight": [10, 4],
  "fc.bias": [10]
};

const tensors = Object.entries(shapes).map(([name, shape]): StoredTensor => ({
  ...{name, shape, dtype: "F32"},
  bytes: () => new Uint8Array(byteCount({dtype: "F32", shape}))
}));

const files = [writeSafetensors(tensors), writePth(tensors)];

/** Files of weights, read to their last number; a network is guessed from their names. */
export const weights: Campaign<Uint8Array> = {
  name: "files of weights",
  make: (draws) => (draws.chance(0.02) ? draws.one(files) : mutatedBytes(draws.one(files), draws)),
  async take(bytes) {
    const {tensors} = await readWeights(bytes, "weights.pth");
    for (const tensor of tensors.filter(({dtype}) => dtype === "F32")) valuesOf(tensor);
    if (tensors.length === Object.keys(shapes).length) return; // of no network that the course knows
    guessNetwork(tensors);
  },
  show: (bytes) => `${bytes.length} bytes: ${Buffer.from(bytes.subarray(0, 60)).toString("base64")}…`
};
