import {afterEach, describe, expect, test} from "vitest";
import {
  filterMap,
  mapStatistics,
  type PlaceValues,
  valueAt,
  windowSum
} from "../../components/exhibits/volumes/windowSum.js";
import type {Conv} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";
import {parameters} from "../../components/network/parameters.js";
import {volumeWalk} from "../../components/network/volumeWalk.js";
import {createRandom, normal} from "../../components/random/random.js";
import {writeSafetensors} from "../../components/weights/safetensors/writeSafetensors.js";
import {storedState, storedTensor} from "../../components/weights/storedState.js";
import {createEngine, type Engine} from "../../components/worker/engine.js";

let engine: Engine;
const open = () => (engine = createEngine({emit: () => {}, nextTask: () => Promise.resolve()}));
afterEach(() => engine.control("stop"));

const network = {name: "resnet18", size: 32, width: 8, numClasses: 5} as const;
const {expression, input} = namedNetwork(network.name, {size: 32, width: 8, numClasses: 5});
const places = volumeWalk(expression, input);
const random = createRandom(1);
const image = Float32Array.from({length: 32 * 32 * 3}, () => normal(random));
const backend = "wasm";

let files = 0;
let lastFile: File;

/** Returns a file of the network's weights, each drawn by *value*. */
function fileOf(value: () => number): File {
  const specs = parameters(expression, input);
  const lengthOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
  const state = Object.fromEntries(
    specs.map(({name, shape}) => [name, Float32Array.from({length: lengthOf(shape)}, value)])
  );
  const bytes = writeSafetensors(storedState(specs, state));
  return (lastFile = new File([bytes as BlobPart], `${++files}.safetensors`));
}

/** What the image becomes at each place that can be read. */
async function valuesOf(asked: Parameters<Engine["analyse"]>[0]): Promise<Map<string, PlaceValues>> {
  const {rows} = await open().analyse(asked);
  return new Map(
    (rows as unknown as {name: string; volume: PlaceValues["volume"]; values: Float32Array}[]).map((row) => [
      row.name,
      row
    ])
  );
}

describe("an image goes through a network", () => {
  const read = places.flatMap(({read}) => (read ? [read] : []));
  const request = {analysis: "activations", network, image, read: [...new Set(read)], backend} as const;

  test("and each value of a convolution is the sum that is shown, normalized", async () => {
    const found = await valuesOf(request);
    const place = places.find(({leaves}) => leaves[0]?.name === "layer2.0.conv1")!;
    const {leaf: conv} = place.leaves[0] as {leaf: Conv};
    const before = found.get(places[place.inputs[0]].read!)!;
    const here = found.get(place.read!)!;
    expect(here.volume).toEqual(place.volume);
    const channel = 5;
    const {rows} = await engine.analyse({
      analysis: "filter",
      network,
      layer: "layer2.0.conv1",
      filter: channel
    });
    const [{values, bias}] = rows;
    const filter = {number: channel, weights: values, bias};
    const map = filterMap(conv, before, filter, [here.volume[0], here.volume[1]]);
    const {mean, deviation} = mapStatistics(map);
    for (const position of [
      {row: 0, column: 0},
      {row: 2, column: 3}
    ]) {
      const {sum} = windowSum(conv, before, filter, position);
      expect(valueAt(here, position, channel)).toBeCloseTo(Math.max(0, (sum - mean) / deviation), 4);
    }
  });

  test("and a sum is what its two branches give, after a ReLU", async () => {
    const found = await valuesOf(request);
    const place = places.find(({kind}) => kind === "sum")!;
    const [f, x] = place.inputs.map((input) => found.get(places[input].read!)!.values);
    const sum = found.get(place.read!)!.values;
    sum.forEach((value, i) => expect(value).toBeCloseTo(Math.max(0, f[i] + x[i]), 4));
    expect(found.get("")!.values).toHaveLength(5);
  });

  test("by weights of a reader's own, and running statistics", async () => {
    const zeros = Object.fromEntries(
      (await import("../../components/network/parameters.js"))
        .parameters(expression, input)
        .map(({name, shape}) => [name, new Float32Array(shape.reduce((a, b) => a * b, 1))])
    );
    zeros["fc.bias"].set([1, 2, 3, 4, 5]);
    const found = await valuesOf({...request, read: ["conv1"], state: zeros});
    expect([...found.get("")!.values]).toEqual([1, 2, 3, 4, 5]);
  });

  test("by a file of weights, and each value is its sum, normalized by running statistics, scaled and shifted", async () => {
    const found = await valuesOf({...request, weights: fileOf(() => 0.05 + Math.abs(normal(random)) / 9)});
    const place = places.find(({leaves}) => leaves[0]?.name === "layer2.0.conv1")!;
    const {leaf: conv} = place.leaves[0] as {leaf: Conv};
    const [before, here] = [found.get(places[place.inputs[0]].read!)!, found.get(place.read!)!];
    const asked = {layer: "layer2.0.conv1", norm: "layer2.0.bn1", filter: 3};
    const {rows} = await engine.analyse({
      ...{analysis: "filter", network, weights: lastFile, backend},
      ...asked
    });
    const [{values, bias, norm}] = rows;
    const {mean, variance, gamma, beta} = norm!;
    const position = {row: 1, column: 2};
    const {sum} = windowSum(conv, before, {number: 3, weights: values, bias, norm}, position);
    const normed = ((sum - mean) / Math.sqrt(variance + 1e-5)) * gamma + beta;
    expect(gamma).not.toBe(1);
    expect(valueAt(here, position, 3) / Math.max(0, normed)).toBeCloseTo(1, 4);
  });
});

describe("faults", () => {
  test("a file that does not fill the network is refused, and a normalization that it has not", async () => {
    const stored = writeSafetensors([storedTensor("conv1.weight", new Float32Array(3), [3])]);
    const weights = new File([stored as BlobPart], "part.safetensors");
    const asked = {analysis: "activations", network, weights, image, read: [], backend} as const;
    await expect(open().analyse(asked)).rejects.toThrow(/of the network's tensors are not in it/);
    const norm = {
      analysis: "filter",
      network,
      weights: fileOf(() => 1),
      norm: "bn9",
      filter: 0,
      backend
    } as const;
    await expect(open().analyse(norm)).rejects.toThrow("unknown normalization: bn9, channel 0");
  });

  test("an image of another size is refused", async () => {
    const short = {analysis: "activations", network, image: image.subarray(3), read: [], backend} as const;
    await expect(open().analyse(short)).rejects.toThrow(
      "invalid image: 3069 values; resnet18 takes 3072, 32×32×3"
    );
  });

  test.each([
    ["layer9", 0, "unknown layer: layer9; resnet18 has no such layer with weights"],
    ["layer1.0.bn1", 0, "unknown layer: layer1.0.bn1; resnet18 has no such layer with weights"],
    ["conv1", 8, "invalid filter: 8; conv1 has filters 0 to 7"]
  ])("filter %s %d is refused", async (layer, filter, message) => {
    await expect(open().analyse({analysis: "filter", network, layer, filter, backend})).rejects.toThrow(
      message
    );
  });
});
