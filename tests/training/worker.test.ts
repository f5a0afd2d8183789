import {beforeEach, expect, test, vi} from "vitest";
import type {Engine, EngineOptions} from "../../components/training/engine.js";
import type {Analysis, TrainerEvent, TrainerRequest} from "../../components/training/protocol.js";
import {tinySpec} from "./tinyDataset.js";

const spec = tinySpec();
const analysis: Analysis = {
  place: {backend: "wasm", device: "processor", failures: []},
  correlations: [{distance: 1, correlation: 0.5}]
};

/** What the engine was made with, and what it was asked. */
const made: EngineOptions[] = [];
const engine = {
  start: vi.fn(async () => {}),
  analyse: vi.fn(async () => analysis),
  control: vi.fn(),
  loseDevice: vi.fn()
} satisfies Engine;
const createEngine = vi.fn((options: EngineOptions): Engine => (made.push(options), engine));

vi.mock("../../components/training/engine.js", () => ({createEngine}));

/** Returns a worker of its own, as a page talks to it. */
async function worker() {
  const events: TrainerEvent[] = [];
  const scope = globalThis as unknown as {
    postMessage(events: TrainerEvent[]): void;
    onmessage(event: {data: TrainerRequest}): void;
  };
  scope.postMessage = (some) => void events.push(...some);
  vi.resetModules();
  await import("../../components/training/worker.js");
  return {
    async ask(request: TrainerRequest): Promise<TrainerEvent[]> {
      const before = events.length;
      scope.onmessage({data: request});
      await vi.waitFor(() => expect(events.length).toBeGreaterThan(before));
      await new Promise((resolve) => setTimeout(resolve, 150)); // messages are gathered
      return events.slice(before);
    }
  };
}

beforeEach(() => vi.clearAllMocks());

test("analyse answers with what the engine finds, to the request that asked", async () => {
  const {ask} = await worker();
  expect(await ask({type: "analyse", requestId: 7, spec, backend: "wasm"})).toEqual([
    {type: "preparing", what: "TensorFlow.js", done: 0, total: 1},
    {type: "analysed", requestId: 7, analysis}
  ]);
  expect(engine.analyse).toHaveBeenCalledWith(expect.objectContaining({spec, backend: "wasm"}));
  expect(await ask({type: "analyse", requestId: 8, spec})).toEqual([
    {type: "analysed", requestId: 8, analysis}
  ]);
  expect(createEngine).toHaveBeenCalledOnce();
});

test("analyse is refused with the engine's fault, by its own request", async () => {
  const {ask} = await worker();
  engine.analyse.mockRejectedValueOnce(new Error("CIFAR-10 is not here yet"));
  expect((await ask({type: "analyse", requestId: 3, spec})).at(-1)).toEqual({
    ...{type: "refused", requestId: 3},
    message: "CIFAR-10 is not here yet"
  });
});

test("an engine that cannot be made is refused, and tried again at the next request", async () => {
  const {ask} = await worker();
  createEngine.mockImplementationOnce(() => {
    throw new Error("no such module");
  });
  expect((await ask({type: "analyse", requestId: 1, spec})).at(-1)).toMatchObject({
    ...{type: "refused", requestId: 1},
    message: "no such module"
  });
  expect((await ask({type: "analyse", requestId: 2, spec})).at(-1)).toMatchObject({type: "analysed"});
});
