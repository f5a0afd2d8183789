import {loadDataset} from "../../components/dataset/datasets.js";
import type {Executor} from "../../components/experiment/executor.js";
import {type RunSpecInput, toRunSpec} from "../../components/experiment/runSpec.js";
import {namedNetwork} from "../../components/network/named.js";
import type {NamedOptions} from "../../components/network/networkFields.js";
import {kernelKey} from "../../components/plan/operations/kernels.js";
import {createPlan, type PlanOptions} from "../../components/plan/plan.js";
import {PlanModel} from "../../components/plan/planModel.js";
import {isRun} from "../../components/plan/program.js";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import {type OpenBackend, openBackend} from "../../components/worker/backend.js";
import {createEngine} from "../../components/worker/engine.js";
import type {Fixture} from "../../scripts/parity/fixture.js";
import {compare, type Comparison} from "../../scripts/parity/parity.js";
import {planSubjects} from "../../scripts/parity/planSubject.js";
import {randomBatch} from "../plan/randomBatch.js";

// Runs on a page that a test serves: what Node cannot do, for want of the backend.

declare global {
  var onPage: typeof functions;
}

/** A network, and how many steps it trains by a plan, of random batches of its own. */
export interface PlanRun {
  name: string;
  options: NamedOptions;
  batch: number;
  seed: number;
  steps: number;
  /** Defaults to training all of it. */
  frozen?: Pick<PlanOptions, "body" | "statistics">;
}

/** What a device was asked to do: how often, and buffers that are not destroyed yet. */
interface Work {
  pipelines: number;
  submits: number;
  dispatches: number;
  buffers: number;
}

/** What training by a plan gave, and what it took. */
export interface PlanRunResult {
  losses: number[];
  /** All values after the last step. */
  state: Record<string, number[]>;
  /** Calls of a step, and distinct kernels of training and evaluation. */
  calls: number;
  kernels: number;
  preparation: Work;
  training: Work;
}

const functions = {
  async compare(fixture: Fixture, executor: Executor): Promise<Comparison[]> {
    const {plans} = await software();
    const subjects = planSubjects(plans!.parts, (plan) => plans!.createMachine(plan));
    return compare(fixture, executor === "plan" ? subjects : undefined);
  },

  /** Trains by a plan, always with as many steps under way as in a run. */
  async trainByPlan({name, options, batch, seed, steps, frozen}: PlanRun): Promise<PlanRunResult> {
    const {plans} = await software();
    const {expression, input} = namedNetwork(name, options);
    const plan = createPlan(expression, input, {batch, parts: plans!.parts, ...frozen});
    const keys = [...plan.train.calls, ...plan.evaluate.calls].map(({kernel}) => kernelKey(kernel));
    const start = {...work};
    const model = new PlanModel(plan, await plans!.createMachine(plan), seed);
    const prepared = {...work};
    const underWay: Promise<{lossNats: number}>[] = [];
    const losses: number[] = [];
    for (let step = 1; step <= steps; step++) {
      const {images, labels} = randomBatch(batch, input, {seed: step});
      underWay.push(model.step(images, labels, {learningRate: 0.02, momentum: 0.9, weightDecay: 1e-4}));
      if (underWay.length === plans!.inFlight) losses.push((await underWay.shift()!).lossNats);
    }
    losses.push(...(await Promise.all(underWay)).map(({lossNats}) => lossNats));
    const trained = {...work};
    const state = Object.entries(await model.state()).map(([name, values]) => [name, Array.from(values)]);
    model.dispose();
    return {
      losses,
      state: Object.fromEntries(state),
      calls: plan.train.calls.filter((call) => isRun(call)).length,
      kernels: new Set(keys).size,
      preparation: difference(prepared, start),
      training: difference(trained, prepared)
    };
  },

  /**
   * Trains, loses the device after *loseAfter* steps as a crash of its driver would, stops once it has taken *goOn* steps
   * more on a new device than on the first, and returns all events.
   */
  async trainThroughLoss(
    input: RunSpecInput,
    {loseAfter, goOn}: {loseAfter: number; goOn: number}
  ): Promise<TrainerEvent[]> {
    opened = undefined; // the engine opens a device of its own, in place of ours
    const events: TrainerEvent[] = [];
    let lost: number | undefined; // the last step told when the device is taken away
    let restarted = false;
    const engine = createEngine({
      dataset: loadDataset,
      nextTask: () => new Promise((resolve) => setTimeout(resolve)),
      emit(event) {
        events.push(event);
        restarted ||= event.type === "restarted";
        if (event.type !== "points") return;
        const {step} = event.points.at(-1)!;
        if (lost === undefined && step >= loseAfter) {
          lost = step;
          engine.loseDevice();
        } else if (restarted && step >= lost! + goOn) engine.control("stop");
      }
    });
    const runs = [{runId: "a", spec: toRunSpec(input)}];
    await engine.start({type: "start", runs, backend: "webgpu-software"});
    return events;
  }
};

let opened: Promise<OpenBackend> | undefined;

function software(): Promise<OpenBackend> {
  opened ??= openBackend({only: "webgpu-software"});
  return opened;
}

const work: Work = {pipelines: 0, submits: 0, dispatches: 0, buffers: 0};

function difference(after: Work, before: Work): Work {
  return {
    pipelines: after.pipelines - before.pipelines,
    submits: after.submits - before.submits,
    dispatches: after.dispatches - before.dispatches,
    buffers: after.buffers - before.buffers
  };
}

/** Calls *heard* whenever a method is called. */
function listen<T extends object>(prototype: T, name: keyof T, heard: () => void): void {
  const method = prototype[name] as (...values: unknown[]) => unknown;
  prototype[name] = function (this: T, ...values: unknown[]) {
    heard();
    return method.apply(this, values);
  } as T[keyof T];
}

listen(GPUDevice.prototype, "createComputePipelineAsync", () => ++work.pipelines);
listen(GPUDevice.prototype, "createComputePipeline", () => ++work.pipelines);
listen(GPUQueue.prototype, "submit", () => ++work.submits);
listen(GPUComputePassEncoder.prototype, "dispatchWorkgroups", () => ++work.dispatches);
listen(GPUDevice.prototype, "createBuffer", () => ++work.buffers);
listen(GPUBuffer.prototype, "destroy", () => --work.buffers);

globalThis.onPage = functions;
