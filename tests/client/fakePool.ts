import {createTrainingClient, type TrainingClient} from "../../components/client/client.js";
import type {WorkerLike} from "../../components/client/workerLike.js";
import {createWorkerPool} from "../../components/client/workerPool.js";
import type {BackendName} from "../../components/experiment/backend.js";
import type {TrainerEvent, TrainerRequest} from "../../components/protocol/messages.js";
import type {TogetherMessage} from "../../components/protocol/together.js";

/** A worker of a few lines, and a way to answer and to die in its place. */
export interface FakePoolWorker extends WorkerLike {
  requests: TrainerRequest[];
  terminated: boolean;
  answer(...events: TrainerEvent[]): void;
  /** Dies with a *message*, or, as one whose script does not come, without. */
  die(message?: string): void;
}

/** A client of a pool of fake workers; **gives** is how many of them the browser can create. */
export interface FakePool {
  client: TrainingClient;
  workers: FakePoolWorker[];
  /** What the pool has said on the channel of the runs. */
  said: TogetherMessage[];
  /** Answers the last "open" of the first worker. */
  open(backend?: BackendName): void;
}

/** Returns a client of a pool on so many **cores**. */
export function fakePool({cores = 4, gives = Infinity} = {}): FakePool {
  const workers: FakePoolWorker[] = [];
  const said: TogetherMessage[] = [];
  function createWorker(): WorkerLike {
    if (workers.length >= gives) throw new Error("no more workers");
    const worker: FakePoolWorker = {
      requests: [],
      terminated: false,
      postMessage: (request) => void worker.requests.push(request),
      terminate: () => void (worker.terminated = true),
      onmessage: null,
      onerror: null,
      answer: (...events) => worker.onmessage!({data: events} as MessageEvent<TrainerEvent[]>),
      die: (message) => worker.onerror!({message} as ErrorEvent)
    };
    workers.push(worker);
    return worker;
  }
  const openChannel = () => ({
    postMessage: (message: TogetherMessage) => void said.push(message),
    close() {}
  });
  return {
    client: createTrainingClient(() => createWorkerPool({createWorker, cores, openChannel})),
    workers,
    said,
    open(backend = "wasm") {
      const {number} = workers[0].requests.findLast((request) => request.type === "open")!;
      workers[0].answer({type: "opened", number, backend});
    }
  };
}

/** The requests to a worker that are of runs: the others are about images, and the backend. */
export function aboutRuns({requests}: FakePoolWorker): TrainerRequest[] {
  return requests.filter(({type}) => !["open", "giveImages", "takeImages"].includes(type));
}

/** The ids of the runs that a worker was asked to train last. */
export function runsOf({requests}: FakePoolWorker): string[] {
  const start = requests.findLast((request) => request.type === "start");
  return start ? start.runs.map(({runId}) => runId) : [];
}
