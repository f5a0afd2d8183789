import {describe, expect, test} from "vitest";
import {type RunSpec, toRunSpec} from "../../components/experiment/runSpec.js";
import type {FeaturesRequest, PartFeatures} from "../../components/protocol/analyses.js";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import {createEngine} from "../../components/worker/engine.js";
import {tinyDataset, tinySpec} from "./tinyDataset.js";

const events: TrainerEvent[] = [];
const engine = createEngine({
  dataset: async () => tinyDataset(),
  nextTask: () => new Promise<void>((resolve) => setImmediate(resolve)),
  emit: (event) => events.push(event)
});

const ask = (request: Partial<FeaturesRequest> = {}, spec: RunSpec = tinySpec()) =>
  engine.analyse({analysis: "features", spec, backend: "wasm", ...request});

describe("analyse({analysis: features})", () => {
  test("reads the stem and every block, with their shapes", async () => {
    const {rows, executor} = await ask({shown: [3, 0]});
    expect(executor).toBe("plan");
    expect(rows.map(({part}) => part)).toEqual(["stem", "layer1.0", "layer2.0", "layer3.0"]);
    expect(rows.map(({volume}) => volume.join())).toEqual(["16,16,1", "16,16,1", "8,8,2", "4,4,4"]);
    for (const {readout, noise, rank, maps} of rows) {
      expect(readout).toBeGreaterThanOrEqual(0);
      expect(readout).toBeLessThanOrEqual(1);
      expect(noise).toBeGreaterThan(0);
      expect(rank).toBeGreaterThan(1);
      expect(rank).toBeLessThan(3.001); // one less than the batch
      expect(maps.map(({length}) => length)).toHaveLength(2);
    }
    expect(rows.map(({maps}) => maps[0].length)).toEqual([256, 256, 64, 16]);
  });

  test("is the same again, and of plain networks alike; maps are of the images that are named", async () => {
    const [one, two] = [await ask({shown: [0, 1]}), await ask({shown: [1]})];
    expect(two.rows.map(({maps}) => maps[0])).toEqual(one.rows.map(({maps}) => maps[1]));
    const numbers = ({readout, noise, rank}: PartFeatures) => [readout, noise, rank];
    expect(two.rows.map(numbers)).toEqual(one.rows.map(numbers));
    const plain = await ask({}, tinySpec({name: "cifar-plain-8"}));
    expect(plain.rows.map(({part}) => part)).toEqual(one.rows.map(({part}) => part));
    expect(numbers(plain.rows[0])).toEqual(numbers(one.rows[0])); // their stems have the same first weights
    expect(numbers(plain.rows[1])).not.toEqual(numbers(one.rows[1]));
  });

  test("more noise moves more", async () => {
    const [little, much] = [await ask({noise: 0.01}), await ask({noise: 0.3})];
    for (const [i, {noise}] of little.rows.entries()) expect(much.rows[i].noise).toBeGreaterThan(noise);
  });

  test("takes weights that are given", async () => {
    const spec = tinySpec();
    await engine.start({type: "start", runs: [{runId: "a", spec}], backend: "wasm", states: true});
    const {state} = events.find((event) => event.type === "state")!;
    const [first, trained] = [await ask({}, spec), await ask({state}, spec)];
    expect(trained.rows[1].noise).not.toBe(first.rows[1].noise);
  });

  test("refuses what is not allowed, and says why", async () => {
    await expect(ask({images: 6})).rejects.toThrow("invalid images: 6; it must be an integer from 8 to 12");
    await expect(ask({images: 10})).rejects.toThrow("they come in whole batches of 4");
    await expect(ask({shown: [4]})).rejects.toThrow("invalid image: 4; it must be an integer from 0 to 3");
    await expect(ask({noise: 0})).rejects.toThrow("invalid noise: 0; it must be a number above 0");
    await expect(ask({state: {}})).rejects.toThrow("invalid state: no conv1.weight");
    const withoutBlocks = toRunSpec({network: {name: "nin-cifar"}, dataset: {size: 32}, batch: 4});
    await expect(ask({}, withoutBlocks)).rejects.toThrow("invalid network: nin-cifar; it has no blocks");
  });
});
