import {expect, test} from "vitest";
import {toNetwork, toRunSpec} from "../../components/experiment/runSpec.js";
import {parameters} from "../../components/network/parameters.js";
import {readWeights} from "../../components/weights/readWeights.js";
import {trainedFile} from "../../components/weights/trainedFile.js";
import {weighedNetwork} from "../../components/weights/weighedNetwork.js";
import {filledState} from "../stores/filledState.js";

const spec = toRunSpec({network: {name: "cifar-resnet-8", width: 4}, seed: 7});

async function written() {
  const state = filledState(spec);
  for (const [name, values] of Object.entries(state))
    values.forEach((_, i) => (values[i] = name.length + i / 8));
  const file = trainedFile({
    spec,
    steps: 40,
    state: {...state, "conv1.weight/velocity": new Float32Array(108)}
  });
  return {state, stored: await readWeights(new Uint8Array(await file.arrayBuffer()), "trained.safetensors")};
}

test("trainedFile(network) is a file that the course takes for that network, with all its values", async () => {
  const {state, stored} = await written();
  const weighed = weighedNetwork(stored);
  expect(weighed.title).toBe("cifar-resnet-8, width 4");
  expect(weighed.state()).toEqual(state);
});

test("it has PyTorch's names and shapes, and nothing of the optimiser", async () => {
  const {stored} = await written();
  const {expression, input} = toNetwork(spec);
  expect(stored.tensors.map(({name}) => name)).toEqual(parameters(expression, input).map(({name}) => name));
  const shapeOf = (wanted: string) => stored.tensors.find(({name}) => name === wanted)!.shape;
  expect(shapeOf("conv1.weight")).toEqual([4, 3, 3, 3]); // filters, channels, height, width
  expect(shapeOf("fc.weight")).toEqual([10, 16]);
  expect(shapeOf("layer2.0.bn1.running_mean")).toEqual([8]);
});

test("it says what was trained", async () => {
  const {stored} = await written();
  expect(JSON.parse(stored.metadata.get("spec")!)).toMatchObject({
    seed: 7,
    network: {name: "cifar-resnet-8"}
  });
  expect(stored.metadata.get("steps")).toBe("40");
});
