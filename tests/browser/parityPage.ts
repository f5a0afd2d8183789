import {loadDataset} from "../../components/dataset/datasets.js";
import type {Fixture} from "../../components/model/fixture.js";
import {compare, type Comparison} from "../../components/model/parity.js";
import {openBackend} from "../../components/training/backend.js";
import {createEngine} from "../../components/training/engine.js";
import type {BackendName, TrainerEvent} from "../../components/training/protocol.js";
import {type RunSpecInput, toRunSpec} from "../../components/training/runSpec.js";

// Runs on a page that a test serves: what Node cannot do, for want of the backend.

declare global {
  var onPage: typeof functions;
}

const functions = {
  async compare(backend: BackendName, fixture: Fixture): Promise<Comparison[]> {
    await openBackend({only: backend});
    return compare(fixture);
  },

  /** Trains, loses the device after some steps as a crash of its driver would, and returns all events. */
  async trainThroughLoss(input: RunSpecInput, {loseAfter}: {loseAfter: number}): Promise<TrainerEvent[]> {
    const events: TrainerEvent[] = [];
    let lost = false;
    const engine = createEngine({
      dataset: loadDataset,
      nextTask: () => new Promise((resolve) => setTimeout(resolve)),
      emit(event) {
        events.push(event);
        if (lost || event.type !== "points" || event.points[0].step !== loseAfter) return;
        lost = true;
        engine.loseDevice();
      }
    });
    const runs = [{runId: "a", spec: toRunSpec(input)}];
    await engine.start({type: "start", runs, backend: "webgpu-software"});
    return events;
  }
};

globalThis.onPage = functions;
