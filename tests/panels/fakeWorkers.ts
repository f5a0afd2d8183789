import {createTrainingClient} from "../../components/client/client.js";
import type {WorkerLike} from "../../components/client/workerLike.js";
import type {TrainerEvent, TrainerRequest} from "../../components/protocol/messages.js";

/** A worker of a few lines: what it was asked, and whether it was ended. */
interface FakeWorker extends WorkerLike {
  requests: TrainerRequest[];
  terminated: boolean;
}

/** Returns a client of workers that do nothing, and ways to answer and to fail in their place. */
export function fakeWorkers() {
  const workers: FakeWorker[] = [];
  function create(): WorkerLike {
    const worker: FakeWorker = {
      requests: [],
      terminated: false,
      postMessage: (request) => void worker.requests.push(request),
      terminate: () => void (worker.terminated = true),
      onmessage: null,
      onerror: null
    };
    workers.push(worker);
    return worker;
  }
  const last = () => workers[workers.length - 1];
  return {
    workers,
    client: createTrainingClient(create),
    alive: () => workers.filter(({terminated}) => !terminated).length,
    answer: async (...events: TrainerEvent[]) => {
      last().onmessage!({data: events} as MessageEvent<TrainerEvent[]>);
      await microtasks();
    },
    crash: async (message: string) => {
      last().onerror!({message} as ErrorEvent);
      await microtasks();
    }
  };
}

/** Lets promises settle while timers stand still. */
export async function microtasks(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}

/** Returns an event of one point of the *i*-th run of the first start, or of start **start**. */
export function point(i: number, step: number, {start = 1, testError = 0.5} = {}): TrainerEvent {
  return {
    type: "points",
    runId: `${start}.${i}`,
    points: [{step, lossNats: 1, trainingError: 0.25, testError}],
    pace: {stepsPerSecond: 2, imagesPerSecond: 128, secondsLeft: 1}
  };
}

/** Returns the event that the *i*-th run has ended. */
export function done(i: number, {start = 1, step = 1} = {}): TrainerEvent {
  return {type: "done", runId: `${start}.${i}`, step};
}
