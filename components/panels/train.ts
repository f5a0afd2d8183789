import type {TrainingClient} from "../client/client.js";
import {type ExperimentState, isUnderWay} from "../client/runState.js";
import {toTraining, type TrainingSpec} from "../experiment/trainingSpec.js";
import {createLatestValues} from "./latestValues.js";
import {liveTraining} from "./liveTraining.js";
import {type TrainingView, trainingView, viewMs} from "./trainingView.js";

/** A training under way: an async iterator of views. A cell that is run again ends it by `return()`. */
export interface TrainingIterator extends AsyncIterableIterator<TrainingView> {
  /** Ends the training at once, even while a view is waited for. */
  return(value?: unknown): Promise<IteratorResult<TrainingView>>;
  /** Ends the training at once, and rejects with *error*. */
  throw(error?: unknown): Promise<IteratorResult<TrainingView>>;
}

/** Options of train. */
export interface TrainOptions {
  /** Defaults to a client with a worker of its own. */
  client?: TrainingClient;
}

/**
 * Returns views of a training of *spec*'s networks, side by side: the first at once, then a new one whenever something
 * has changed, at most four a second, and a last one that is `done`. The first call of next() starts the training. If a
 * network diverges or fails, the view's notes say so, and the others go on.
 *
 * Throws a FaultError with the faults of every value that is not allowed. The iterator rejects if the worker fails.
 */
export function train(spec: TrainingSpec, {client}: TrainOptions = {}): TrainingIterator {
  const training = toTraining(spec);
  const views = createLatestValues<TrainingView>({
    everyMs: viewMs,
    onFirst: () => live.start(training),
    onReturn: () => live.halt()
  });
  const live = liveTraining({client, endsWorker: true, show});

  function show(state: ExperimentState): void {
    const view = (): TrainingView => trainingView(training, state);
    if (state.error !== undefined) views.fail(new Error(state.error));
    else if (isUnderWay(state)) views.show(view);
    else views.showLast(view);
  }

  const {next, return: end, throw: fail} = views;
  return {
    next,
    return: end,
    throw: fail,
    [Symbol.asyncIterator]() {
      return this;
    }
  };
}
