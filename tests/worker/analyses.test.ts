import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test, vi} from "vitest";
import {createBatches} from "../../components/dataset/batches.js";
import type {ModelState} from "../../components/experiment/modelState.js";
import type {RunSpec} from "../../components/experiment/runSpec.js";
import type {AnalysisRequest} from "../../components/protocol/analyses.js";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import {createTrainableModel} from "../../components/worker/createTrainableModel.js";
import {createEngine} from "../../components/worker/engine.js";
import {tinyDataset, tinySpec} from "./tinyDataset.js";

const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));
const place = {backend: "wasm"} as const;

function createTestEngine() {
  const events: TrainerEvent[] = [];
  const engine = createEngine({
    dataset: async () => tinyDataset(),
    nextTask,
    emit: (event) => events.push(event)
  });
  return {engine, events};
}

/** Trains a spec with the engine, and returns the state that it tells at the end. */
async function trained(spec: RunSpec): Promise<ModelState> {
  const {engine, events} = createTestEngine();
  await engine.start({type: "start", runs: [{runId: "a", spec}], ...place, states: true});
  return events.find((event) => event.type === "state")!.state;
}

const residual = tinySpec({name: "cifar-resnet-14"});
const plain = tinySpec({name: "cifar-plain-14"});
const states = new Map<RunSpec, ModelState>();

beforeAll(async () => {
  for (const spec of [residual, plain]) states.set(spec, await trained(spec));
});

const of = (spec: RunSpec) => ({spec, state: states.get(spec)!, ...place});

describe("analyse(request) of a trained network", () => {
  test("lesions: the whole network errs as its run told last, and all else is measured beside it", async () => {
    const {engine, events} = createTestEngine();
    await engine.start({type: "start", runs: [{runId: "a", spec: residual}], ...place});
    const last = events.flatMap((event) => (event.type === "points" ? event.points : [])).at(-1)!;
    const found = await engine.analyse({
      ...{analysis: "lesions", ...of(residual)},
      ...{each: true, counts: [2], repeats: 3, all: true}
    });
    expect(found.executor).toBe("plan");
    expect(found.place).toMatchObject({backend: "wasm", failures: []});
    expect(found.rows.map(({kind}) => kind)).toEqual([
      "none",
      ...Array.from({length: 6}, () => "each"),
      ...["random", "random", "random", "all"]
    ]);
    expect(found.rows[0].error).toBe(last.testError);
    expect(new Set(found.rows.map(({lossNats}) => lossNats)).size).toBeGreaterThan(8);
  });

  test("lesions and shuffles work on plain networks too, on either executor alike", async () => {
    const {engine} = createTestEngine();
    for (const wish of [
      {analysis: "lesions", each: true, all: true},
      {analysis: "shuffles", swaps: [0, 1], repeats: 2}
    ] as const) {
      const [plan, reference] = [
        await engine.analyse({...wish, ...of(plain)} as AnalysisRequest),
        await engine.analyse({...wish, ...of(plain), executor: "reference"} as AnalysisRequest)
      ];
      expect([plan.executor, reference.executor]).toEqual(["plan", "reference"]);
      expect(plan.rows.length).toBe(reference.rows.length);
      for (const [i, row] of plan.rows.entries()) {
        const {lossNats, ...rest} = reference.rows[i] as {lossNats: number};
        expect(row).toEqual({...rest, lossNats: expect.closeTo(lossNats, 4)});
      }
    }
  });

  test("lesions by batch statistics need no running ones, of residual and plain networks", async () => {
    const {engine} = createTestEngine();
    for (const spec of [residual, plain]) {
      const {state, ...rest} = of(spec);
      const moved = Object.entries(state).map(([name, values]) => [
        name,
        /running/.test(name) ? values.map((value) => value + 1) : values
      ]);
      const other: ModelState = Object.fromEntries(moved);
      const lossesOf = async (state: ModelState, statistics: "batch" | "running") => {
        const images = 2 * spec.batch;
        const request = {analysis: "lesions", ...rest, state, statistics, images, each: true} as const;
        return (await engine.analyse(request)).rows.map(({lossNats}) => lossNats);
      };
      const losses = await lossesOf(state, "batch");
      expect(losses).toHaveLength(7);
      expect(new Set(losses).size).toBe(7); // a block that is missing is missed
      expect(await lossesOf(other, "batch")).toEqual(losses);
      expect(await lossesOf(other, "running")).not.toEqual(await lossesOf(state, "running"));
    }
  });

  test("pathGradients are rows for every length, by the seed, on either executor alike", async () => {
    const {engine} = createTestEngine();
    const request = {analysis: "pathGradients", ...of(residual), samples: 2} as const;
    const {rows, executor} = await engine.analyse(request);
    expect(executor).toBe("plan");
    expect(rows.map(({length}) => length)).toEqual([0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6]);
    const reference = await engine.analyse({...request, executor: "reference"});
    for (const [i, {norm}] of rows.entries()) expect(reference.rows[i].norm / norm).toBeCloseTo(1, 3);
    expect((await engine.analyse(request)).rows).toEqual(rows);
    expect((await engine.analyse({...request, seed: 9})).rows).not.toEqual(rows);
  });

  test("measures a network trained with stochastic depth as the run itself evaluates it", async () => {
    const spec = tinySpec({network: {...residual.network, survival: 0.3}});
    const state = await trained(spec);
    const {model} = await createTrainableModel(spec);
    model.load(state);
    const {images, labels} = createBatches(
      {...tinyDataset(), train: tinyDataset().test},
      {batch: 12, seed: 1}
    ).at(0);
    const {lossNats} = await model.evaluate(images, labels);
    model.dispose();
    const {engine} = createTestEngine();
    const [whole] = (await engine.analyse({analysis: "lesions", spec, state, ...place})).rows;
    expect(whole.lossNats).toBeCloseTo(lossNats, 4);
  });

  test("tells each row once, and stops when it is cancelled; the engine goes on", async () => {
    const {engine} = createTestEngine();
    const told = vi.fn();
    const request = {analysis: "lesions", ...of(residual), each: true} as const;
    const {rows} = await engine.analyse(request, {onProgress: told});
    expect(told.mock.calls.flatMap(([progress]) => progress.rows)).toEqual(rows);
    expect(told.mock.calls.map(([{done, total}]) => `${done}/${total}`).at(-1)).toBe("7/7");
    const cancelled = vi.fn().mockReturnValueOnce(false).mockReturnValueOnce(false).mockReturnValue(true);
    await expect(engine.analyse(request, {cancelled})).rejects.toThrow("the analysis was stopped");
    expect((await engine.analyse(request)).rows).toEqual(rows);
  });

  test("gives way to a start, which waits for the measurement in hand", async () => {
    const {engine, events} = createTestEngine();
    let training: Promise<void> | undefined;
    const analysis = engine.analyse(
      {analysis: "lesions", ...of(residual), each: true},
      {
        onProgress: () =>
          (training ??= engine.start({type: "start", runs: [{runId: "b", spec: residual}], ...place}))
      }
    );
    await expect(analysis).rejects.toThrow("the analysis was stopped");
    await training;
    expect(events.at(-1)).toEqual({type: "done", runId: "b", step: 4});
  });

  test("leaves no tensors behind, cancelled or not", async () => {
    const {engine} = createTestEngine();
    const request = {analysis: "lesions", ...of(residual), each: true, executor: "reference"} as const;
    await engine.analyse(request);
    const before = tf.memory().numTensors;
    await engine.analyse(request);
    await engine.analyse({analysis: "pathGradients", ...of(residual), samples: 1, executor: "reference"});
    await engine.analyse({...request, analysis: "shuffles", swaps: [1]});
    let asked = 0;
    await expect(engine.analyse(request, {cancelled: () => ++asked > 3})).rejects.toThrow();
    expect(tf.memory().numTensors).toBe(before);
  });

  const faults: [request: object, message: string][] = [
    [
      {analysis: "lesions", sets: [["layer4.0"]]},
      "unknown block: layer4.0; the blocks are layer1.0, layer1.1,"
    ],
    [{analysis: "lesions", counts: [7]}, "invalid count of blocks: 7; it must be an integer from 0 to 6"],
    [{analysis: "pathGradients", lengths: [7]}, "invalid length: 7; it must be an integer from 0 to 6"],
    [
      {analysis: "pathGradients", ...{spec: plain}},
      "invalid network: cifar-plain-14; it has no shortcuts, and so one path only"
    ],
    [
      {analysis: "lesions", statistics: "batch", images: residual.batch + 1},
      `invalid images: ${residual.batch + 1}; by batch statistics they come in whole batches of ${residual.batch}`
    ],
    [{analysis: "lesions", state: {}}, "invalid state: no conv1.weight; it must have all parameters"],
    [
      {analysis: "shuffles", swaps: [1], images: 0},
      "invalid images: 0; it must be an integer from 1 to 100,000"
    ],
    [
      {analysis: "equivalence", cardinality: 0, groupWidth: 4},
      "invalid cardinality: 0; it must be a positive"
    ],
    [{analysis: "nonsense"}, "unknown analysis"]
  ];
  for (const [request, message] of faults) {
    test(`rejects ${JSON.stringify(request).slice(0, 60)} with “${message}”`, async () => {
      const {engine} = createTestEngine();
      const whole = {...of(residual), ...request} as AnalysisRequest;
      await expect(engine.analyse(whole)).rejects.toThrow(message);
    });
  }
});

describe("analyse(request) of the three forms of a block", () => {
  const request = {analysis: "equivalence", cardinality: 4, groupWidth: 3, channels: 16, ...place} as const;

  test("needs no data set, and finds them alike on either path", async () => {
    const dataset = vi.fn();
    const engine = createEngine({dataset, nextTask, emit: () => {}});
    const told = vi.fn();
    for (const executor of ["plan", "reference"] as const) {
      const found = await engine.analyse({...request, executor}, {onProgress: told});
      expect([found.executor, found.place.backend]).toEqual([executor, "wasm"]);
      expect(found.rows.map(({form, executor}) => [form, executor])).toEqual([
        ["sum", executor],
        ["concat", executor],
        ["grouped", executor]
      ]);
      for (const {outputDifference, gradientDifference, ms} of found.rows) {
        expect(Math.max(outputDifference, gradientDifference)).toBeLessThan(1e-5);
        expect(ms).toBeGreaterThan(0);
      }
    }
    expect(told.mock.calls.at(-1)).toEqual([{done: 14, total: 14, rows: []}]);
    expect(dataset).not.toHaveBeenCalled();
  });

  test("stops when it is cancelled, and leaves no tensors behind", async () => {
    const {engine} = createTestEngine();
    await engine.analyse({...request, executor: "reference"});
    const before = tf.memory().numTensors;
    let asked = 0;
    const cancelled = () => ++asked > 4;
    await expect(engine.analyse({...request, executor: "reference"}, {cancelled})).rejects.toThrow(
      "the analysis was stopped"
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});
