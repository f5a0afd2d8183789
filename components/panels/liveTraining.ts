import {createTrainingClient, type TrainingClient} from "../client/client.js";
import {newlyTrained} from "../client/newlyTrained.js";
import {createRunner, type Runner} from "../client/runner.js";
import {type ExperimentState, isUnderWay} from "../client/runState.js";
import type {TrainedNetwork} from "../stores/trainedNetworks.js";
import {type Clock, pageClock} from "./clock.js";
import {createRedraw} from "./redraw.js";
import {viewMs} from "./trainingView.js";
import {whenLeft} from "./whenLeft.js";

/** Trains for one view on a page, and decides when the view is shown, drawn and read out. Made by liveTraining. */
export interface LiveTraining extends Runner {
  /** The state that the view was last shown. */
  readonly state: ExperimentState;
  /** Whether something has been started, and not halted since. */
  readonly live: boolean;
  /** Whether it is live and a run is still to take a step. */
  readonly underWay: boolean;
  /** Whether **invalidation** has settled: nothing starts any more. */
  readonly over: boolean;
  /** Draws at once; later drawings wait from now. */
  redraw(): void;
  /** Ends the training at once, and drops what the worker still tells. */
  halt(): void;
}

/** Options of liveTraining. The callbacks are called in the order in which they stand here. */
export interface LiveTrainingOptions {
  /** Defaults to a client with a worker of its own. */
  client?: TrainingClient;
  /** The key under which the browser keeps checkpoints. Defaults to keeping none. */
  keep?: string;
  /** Whether the worker ends with the runs, as it holds memory of the graphics card. Defaults to false. */
  endsWorker?: boolean;
  /** Shows how far the runs are, after every change. */
  show(state: ExperimentState): void;
  /** Tells a screen reader how far the runs are: at the start, at most every ten seconds, and at the end. */
  speak?(state: ExperimentState): void;
  /** Takes each network that was trained, to its end or until Stop. Defaults to forgetting them. */
  onTrained?(network: TrainedNetwork): void;
  /** Draws the figure, at most four times a second, and at the end at once. */
  draw?(): void;
  /** The promise of the cell that holds the view. When it settles, the training and the worker end for good. */
  invalidation?: Promise<unknown>;
  /** Returns the view, at which a bubbling event `training` tells that it has come on. Defaults to the document. */
  view?(): EventTarget;
  /** Defaults to the page's. */
  clock?: Clock;
}

/** The least time between two messages to a screen reader. */
const spokenEveryMs = 10_000;

/** Returns a training for a view to start, stop and show. The worker is created at the first start. */
export function liveTraining(options: LiveTrainingOptions): LiveTraining {
  const {client = createTrainingClient(), keep, endsWorker = false, clock = pageClock} = options;
  const {show, speak, onTrained, draw, invalidation} = options;
  const runner = createRunner({client, keep, states: onTrained !== undefined, onState: follow});
  const trained = newlyTrained();
  const drawing = draw && createRedraw(draw, {everyMs: viewMs, clock});
  let {state} = runner;
  let spokenMs = -Infinity;
  let live = false;
  let working = false; // whether the worker is at work for this view: others may share the client
  let over = false;

  function follow(next: ExperimentState): void {
    if (!live) return; // what was halted still tells that its worker was ended
    state = next;
    const ended = !isUnderWay(state);
    show(state);
    announce(training, options.view?.());
    if (ended || clock.now() - spokenMs >= spokenEveryMs) {
      spokenMs = clock.now();
      speak?.(state);
    }
    if (onTrained) for (const network of trained(state)) onTrained(network);
    if (ended) drawing?.now();
    else drawing?.soon();
    if (ended && endsWorker) endWorker();
  }

  function endWorker(): void {
    working = false;
    client.terminate();
  }

  function halt(): void {
    live = false;
    drawing?.cancel();
    if (working) endWorker();
  }

  function begin(starts: () => void): void {
    if (over) return;
    live = working = true;
    starts();
  }

  if (keep !== undefined) {
    const end = whenLeft(() => live && runner.save());
    invalidation?.then(end);
  }
  invalidation?.then(() => {
    over = true;
    halt();
    client.terminate(); // others may have asked its worker for something, too
  });
  const training: LiveTraining = {
    get state() {
      return state;
    },
    get experiment() {
      return runner.experiment;
    },
    get count() {
      return runner.count;
    },
    get live() {
      return live;
    },
    get underWay() {
      return live && isUnderWay(state);
    },
    get over() {
      return over;
    },
    start: (experiment, how) => begin(() => runner.start(experiment, how)),
    resumeFrom: (checkpoints, where) => begin(() => runner.resumeFrom(checkpoints, where)),
    togglePause: runner.togglePause,
    step: runner.step,
    stop: runner.stop,
    save: runner.save,
    redraw: () => drawing?.now(),
    halt
  };
  return training;
}

/** Tells whoever drives a figure, such as the page around a frame, that a training in it has come on. */
function announce(training: LiveTraining, view?: EventTarget): void {
  const place: EventTarget | undefined = view ?? globalThis.document; // a worker and Node have none
  place?.dispatchEvent(new CustomEvent("training", {detail: training, bubbles: true}));
}
