import {beforeEach, expect, test, vi} from "vitest";
import type {Analysis, AnalysisRequest} from "../../components/protocol/analyses.js";
import type {TrainerEvent, TrainerRequest} from "../../components/protocol/messages.js";
import type {WeighedFile} from "../../components/protocol/weights.js";
import type {AnalyseControl, Engine, EngineOptions} from "../../components/worker/engine.js";
import {eventually} from "../eventually.js";
import {tinySpec} from "./tinyDataset.js";

const spec = tinySpec();
const found: Analysis = {
  place: {backend: "wasm", device: "processor", failures: []},
  executor: "reference",
  rows: [{distance: 1, correlation: 0.5}]
};
const analysis = "gradientCorrelations";

const weighed: WeighedFile = {
  ...{title: "resnet18", plainAlike: false, format: "pth", input: [224, 224, 3]},
  fit: {rows: [], counters: 0}
};

/** What the engine was made with, and what it was asked. */
const made: EngineOptions[] = [];
const engine = {
  open: vi.fn(async () => "wasm" as const),
  start: vi.fn(async () => {}),
  analyse: vi.fn<(request: AnalysisRequest, control?: AnalyseControl) => Promise<Analysis<never>>>(
    async () => found as never
  ),
  weigh: vi.fn(async () => weighed),
  control: vi.fn(),
  save: vi.fn(),
  loseDevice: vi.fn()
} satisfies Engine;
const createEngine = vi.fn((options: EngineOptions): Engine => (made.push(options), engine));

vi.mock("../../components/worker/engine.js", () => ({createEngine}));

/** Returns a worker of its own, as a page talks to it. */
async function worker() {
  const events: TrainerEvent[] = [];
  const moved: ArrayBuffer[] = [];
  const scope = globalThis as unknown as {
    postMessage(events: TrainerEvent[], transfer: ArrayBuffer[]): void;
    onmessage(event: {data: TrainerRequest}): void;
  };
  scope.postMessage = (some, transfer) => {
    events.push(...some);
    moved.push(...transfer);
  };
  vi.resetModules();
  await import("../../components/worker/worker.js");
  return {
    events,
    moved,
    tell: (request: TrainerRequest) => scope.onmessage({data: request}),
    async ask(request: TrainerRequest): Promise<TrainerEvent[]> {
      const before = events.length;
      scope.onmessage({data: request});
      const isEnd = ({type}: TrainerEvent) => ["analysed", "refused", "done"].includes(type);
      await eventually(() => expect(events.slice(before).some(isEnd)).toBe(true));
      return events.slice(before);
    }
  };
}

beforeEach(() => vi.clearAllMocks());

test("analyse answers with what the engine finds, to the request that asked", async () => {
  const {ask} = await worker();
  expect(await ask({type: "analyse", requestId: 7, analysis, spec, backend: "wasm"})).toEqual([
    {type: "preparing", what: "the training", done: 0, total: 1},
    {type: "analysed", requestId: 7, analysis: found}
  ]);
  expect(engine.analyse).toHaveBeenCalledWith(
    expect.objectContaining({analysis, spec, backend: "wasm"}),
    expect.anything()
  );
  expect(await ask({type: "analyse", requestId: 8, analysis, spec})).toEqual([
    {type: "analysed", requestId: 8, analysis: found}
  ]);
  expect(createEngine).toHaveBeenCalledOnce();
});

test("analyse is refused with the engine's fault, by its own request", async () => {
  const {ask} = await worker();
  engine.analyse.mockRejectedValueOnce(new Error("CIFAR-10 is not here yet"));
  expect((await ask({type: "analyse", requestId: 3, analysis, spec})).at(-1)).toEqual({
    ...{type: "refused", requestId: 3},
    message: "CIFAR-10 is not here yet"
  });
});

test("an engine that cannot be made is refused, and tried again at the next request", async () => {
  const {ask} = await worker();
  createEngine.mockImplementationOnce(() => {
    throw new Error("no such module");
  });
  expect((await ask({type: "analyse", requestId: 1, analysis, spec})).at(-1)).toMatchObject({
    ...{type: "refused", requestId: 1},
    message: "no such module"
  });
  expect((await ask({type: "analyse", requestId: 2, analysis, spec})).at(-1)).toMatchObject({
    type: "analysed"
  });
});

test("cancel stops the analysis of its number, and no other", async () => {
  const {ask, tell, events} = await worker();
  const controls: AnalyseControl[] = [];
  const ends: (() => void)[] = [];
  engine.analyse.mockImplementation(async (_, control = {}) => {
    controls.push(control);
    await new Promise<void>((resolve) => ends.push(resolve));
    if (control.cancelled!()) throw new Error("the analysis was stopped");
    return found as never;
  });
  for (const requestId of [1, 2]) tell({type: "analyse", requestId, analysis, spec});
  await eventually(() => expect(controls).toHaveLength(2));
  tell({type: "cancel", requestId: 2});
  tell({type: "cancel", requestId: 9}); // of nothing
  await eventually(() => expect(controls.map(({cancelled}) => cancelled!())).toEqual([false, true]));
  for (const end of ends) end();
  await eventually(() => expect(events.filter((event) => "requestId" in event)).toHaveLength(2));
  expect(events.filter((event) => "requestId" in event)).toEqual([
    {type: "analysed", requestId: 1, analysis: found},
    {type: "refused", requestId: 2, message: "the analysis was stopped"}
  ]);
  engine.analyse.mockImplementation(async (_, control = {}) => {
    control.onProgress!({done: 1, total: 3, rows: []});
    return found as never;
  });
  expect(await ask({type: "analyse", requestId: 3, analysis, spec})).toEqual([
    {type: "analysing", requestId: 3, done: 1, total: 3, rows: []},
    {type: "analysed", requestId: 3, analysis: found}
  ]);
});

test("the state of a run is moved to the page, each array once", async () => {
  const {ask, moved} = await worker();
  const [a, b] = [Float32Array.of(1), Float32Array.of(2)];
  engine.start.mockImplementation(async () => {
    made.at(-1)!.emit({type: "state", runId: "r", step: 1, state: {a, b, again: a}});
    made.at(-1)!.emit({type: "done", runId: "r", step: 1});
  });
  const events = await ask({type: "start", runs: [{runId: "r", spec}], states: true});
  expect(events.map(({type}) => type)).toEqual(["preparing", "state", "done"]);
  expect(moved).toEqual([a.buffer, b.buffer]);
});
