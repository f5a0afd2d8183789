import {createTrainingClient, type TrainingClient} from "../client/client.js";
import {createRunner} from "../client/runner.js";
import {type ExperimentState, isUnderWay} from "../client/runState.js";
import {toTraining, type TrainingSpec} from "../experiment/trainingSpec.js";
import {createLatestValues} from "./latestValues.js";
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
  /** The page's end of a training worker. Defaults to a worker of this training's own. */
  client?: TrainingClient;
}

/**
 * Returns views of a training of *spec*'s networks, side by side: the first at once, then a new one whenever something
 * has changed, at most four a second, and a last one that is `done`. The training starts when the first view is asked
 * for; a network that diverges or fails is in the view's notes, and the others go on.
 *
 * Throws a RunSpecError that names every value that is not allowed. The iterator rejects if the worker fails.
 */
export function train(
  spec: TrainingSpec,
  {client = createTrainingClient()}: TrainOptions = {}
): TrainingIterator {
  const training = toTraining(spec);
  const views = createLatestValues<TrainingView>({
    everyMs: viewMs,
    onFirst: () => runner.start(training),
    onReturn: halt
  });
  const runner = createRunner({client, onState: follow});
  let ended = false;

  function follow(state: ExperimentState): void {
    if (ended) return; // the worker tells that it was ended
    const view = (): TrainingView => trainingView(training, state);
    if (state.error !== undefined) views.fail(new Error(state.error));
    else if (isUnderWay(state)) return views.show(view);
    else views.showLast(view);
    halt(); // the worker holds memory of the graphics card
  }

  function halt(): void {
    if (ended) return;
    ended = true;
    client.terminate();
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
