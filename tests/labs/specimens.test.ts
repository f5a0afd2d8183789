import {beforeEach, describe, expect, test, vi} from "vitest";
import {createShelf, type WeightsFile} from "../../components/labs/specimens.js";
import {networkKey} from "../../components/network/identity.js";
import {
  forgetTrained,
  keepTrained,
  type TrainedNetwork,
  trainedNetworks
} from "../../components/stores/trainedNetworks.js";
import {eventually} from "../eventually.js";
import {filledState} from "../stores/filledState.js";
import {tinySpec} from "../worker/tinyDataset.js";
import {filesOf, recordingOf, weightsOf} from "./shelf.js";

import "fake-indexeddb/auto";

beforeEach(() => forgetTrained());

const [plain, residual] = ["cifar-plain-8", "cifar-resnet-8"];
const recording = recordingOf(plain, residual);

const open = (files: Record<string, WeightsFile> = {}) =>
  createShelf(recording, {...filesOf(recording), ...files});

/** A network that was trained here, on so many minutes past twelve. */
const own = (seed: number, {name = residual, steps = 4, minute = seed} = {}): TrainedNetwork => ({
  spec: tinySpec({name, seed}),
  steps,
  state: filledState(tinySpec({name, seed}), seed),
  trainedAt: new Date(2026, 0, 1, 12, minute)
});

const nets = ({specimens}: ReturnType<typeof open>) => specimens.map(({net}) => networkKey(net));

describe("createShelf(recording, files)", () => {
  test("has the recorded networks, with their blocks and what was found", () => {
    const {specimens} = open();
    expect(specimens.map(({net, note, residual}) => [networkKey(net), note, residual])).toEqual([
      [plain, "recorded, 3 seeds", false],
      [residual, "recorded, 3 seeds", true]
    ]);
    const {spec, lesions, paths} = recording.networks[1];
    expect(specimens[1]).toMatchObject({spec, recorded: {lesions, paths}});
    expect(specimens[1].blocks.map(({name}) => name)).toEqual(["layer1.0", "layer2.0", "layer3.0"]);
  });

  test("has networks that were trained in this browser before, behind them, the oldest first", async () => {
    for (const network of [own(2), own(1), own(3, {name: plain})]) await keepTrained(network);
    const [shelf, heard] = [open(), vi.fn()];
    shelf.onChange(heard);
    await eventually(() =>
      expect(nets(shelf)).toEqual([
        ...[plain, residual],
        ...[`${residual}, own`, `${residual}, own 2`, `${plain}, own`]
      ])
    );
    expect(heard).toHaveBeenCalled();
    const [, , first] = shelf.specimens;
    expect(first.note).toMatch(/^seed 1, 4 steps, Jan 1, 2026, 12:01/);
    expect(await first.state()).toEqual(own(1).state);
    expect(first.recorded).toBeUndefined();
  });

  test("leaves out what cannot be taken apart, or is no network any more, and has the others", async () => {
    const odd = {...own(3), spec: {...own(3).spec, network: {name: "cifar-hypernet-8"}}} as TrainedNetwork;
    const spec = tinySpec({
      name: "nin-cifar",
      dataset: {size: 32}
    });
    const withoutBlocks = {...own(4), spec, state: filledState(spec)};
    for (const network of [odd, withoutBlocks, own(5), own(1)]) await keepTrained(network);
    const shelf = open();
    await eventually(() => expect(nets(shelf).slice(2)).toEqual([`${residual}, own`, `${residual}, own 2`]));
  });
});

describe("add(network)", () => {
  test("puts it behind the others, tells, and keeps it in the browser", async () => {
    const [shelf, heard] = [open(), vi.fn()];
    const end = shelf.onChange(heard);
    const specimen = shelf.add(own(7));
    expect(shelf.specimens.at(-1)).toBe(specimen);
    expect([networkKey(specimen.net), specimen.spec]).toEqual([`${residual}, own`, own(7).spec]);
    expect(heard).toHaveBeenCalledTimes(1);
    await eventually(async () => expect(await trainedNetworks()).toEqual([own(7)]));
    end();
    expect(networkKey(shelf.add(own(8)).net)).toBe(`${residual}, own 2`);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test("of the same spec and steps is the network that is there, kept before or not", async () => {
    await keepTrained(own(1));
    const shelf = open();
    const [first, other] = [shelf.add(own(1)), shelf.add(own(1, {steps: 2}))];
    expect([shelf.add(own(1)), shelf.add(own(1, {steps: 2}))]).toEqual([first, other]);
    await trainedNetworks(); // by now those kept before are there
    expect(nets(shelf)).toEqual([plain, residual, `${residual}, own`, `${residual}, own 2`]);
  });

  test("works in a browser that keeps nothing", async () => {
    vi.resetModules();
    const {createShelf: createFresh} = await import("../../components/labs/specimens.js");
    const opened = vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    const shelf = createFresh(recording, filesOf(recording));
    expect(networkKey(shelf.add(own(1)).net)).toBe(`${residual}, own`);
    expect(opened).toHaveBeenCalled();
    opened.mockRestore();
  });
});

describe("state() of a recorded network", () => {
  const weights = weightsOf(recording.networks[1].spec);
  const fileOf = (...answers: (() => Promise<ArrayBuffer>)[]) => {
    const arrayBuffer = vi.fn<() => Promise<ArrayBuffer>>();
    for (const answer of answers) arrayBuffer.mockImplementationOnce(answer);
    return {arrayBuffer, specimen: open({[residual]: {arrayBuffer}}).specimens[1]};
  };

  test("is read from its file when it is asked for, and once", async () => {
    const {arrayBuffer, specimen} = fileOf(async () => weights.buffer);
    expect(arrayBuffer).not.toHaveBeenCalled();
    const [state, again] = await Promise.all([specimen.state(), specimen.state()]);
    expect(state["conv1.weight"][3]).toBe(3);
    expect(again).toBe(state);
    expect(arrayBuffer).toHaveBeenCalledTimes(1);
  });

  test("is read again after a failure", async () => {
    const {specimen} = fileOf(
      () => Promise.reject(new Error("no network")),
      async () => weights.buffer
    );
    await expect(specimen.state()).rejects.toThrow("no network");
    expect(await specimen.state()).toHaveProperty("fc.bias");
  });

  test("of a file of another size says so", async () => {
    const {specimen} = fileOf(async () => weights.slice(1).buffer);
    const size = weights.length;
    await expect(specimen.state()).rejects.toThrow(
      `invalid state: ${size - 1} values; this network has ${size}`
    );
  });
});
