import type {ErrorRow} from "../charts/errorRows.js";
import {createTrainingClient, type TrainingClient} from "../client/client.js";
import {createRunner} from "../client/runner.js";
import {type ExperimentState, isUnderWay} from "../client/runState.js";
import {type RunSpec, toRunSpec} from "../experiment/runSpec.js";
import {toTraining, type Training, type TrainingSpec} from "../experiment/trainingSpec.js";
import {networkKey} from "../network/identity.js";
import {createLatestValues, type LatestValues} from "./latestValues.js";
import {recordedRows} from "./recordedRows.js";
import type {TrainingIterator} from "./train.js";
import {trainerControls} from "./trainerControls.js";
import {type TrainingView, trainingView, viewMs} from "./trainingView.js";

/** Options of trainer. */
export interface TrainerOptions {
  /** Curves of recorded runs, shown until the reader trains. Defaults to none. */
  recorded?: readonly ErrorRow[];
  /** What was recorded: the same for all networks but for their names. Defaults to a run spec's defaults. */
  recordedSpec?: RunSpec;
  /** The promise of the cell that holds the trainer; when it settles, everything ends. */
  invalidation?: Promise<unknown>;
  /** The page's end of a training worker. Defaults to a worker of this trainer's own. */
  client?: TrainingClient;
}

/** A row of buttons that starts and stops the training which a cell asks for. */
export interface TrainerElement extends HTMLElement {
  /**
   * Returns views like train, except that it waits for the reader: first recorded curves, where *spec* is what was
   * recorded; then, each time that Train is pressed, a training from its first step. A trainer that the reader has
   * started, and not stopped, starts what it is next asked for by itself. It trains what it was asked for last.
   */
  train(spec: TrainingSpec): TrainingIterator;
}

/** What a trainer was asked to train, and to whom it tells how that goes. */
interface Asked {
  training: Training;
  views: LatestValues<TrainingView>;
}

/** Returns a row of a Train button, a Stop button, a progress bar and a line of status, with a method `train`. */
export function trainer(options: TrainerOptions = {}): TrainerElement {
  const {recorded = [], recordedSpec, invalidation, client = createTrainingClient()} = options;
  const controls = trainerControls({start, stop});
  const runner = createRunner({client, onState: follow});
  let asked: Asked | undefined;
  let live = false; // whether the worker's states are of what is asked for
  let follows = false; // whether the reader wants what is asked for trained
  let over = false;

  function start(): void {
    if (!asked) return;
    follows = live = true;
    runner.start(asked.training);
  }

  function stop(): void {
    follows = false;
    runner.stop();
  }

  function follow(state: ExperimentState): void {
    if (!live || !asked) return;
    const {training, views} = asked;
    controls.follow(state, training.nets.map(networkKey));
    views.show(() => trainingView(training, state));
    if (!isUnderWay(state)) halt(); // it holds memory of the graphics card
  }

  /** Ends the worker at once. What it still tells is of no interest. */
  function halt(): void {
    live = false;
    client.terminate();
  }

  /** Forgets what was asked for, and ends its training. */
  function forget(): void {
    asked?.views.end();
    asked = undefined;
    halt();
    controls.wait("", false);
  }

  function begin({training, views}: Asked): void {
    if (live) return; // the reader was quicker
    if (follows) return start();
    const view = waitingView(
      training,
      recordedRows(training, recorded, recordedSpec ?? defaultSpec(training))
    );
    controls.wait(view.text, true);
    views.show(() => ({...view, rows: [...view.rows], nets: [...view.nets]}));
  }

  function train(spec: TrainingSpec): TrainingIterator {
    const training = toTraining(spec);
    forget();
    const views = createLatestValues<TrainingView>({
      everyMs: viewMs,
      onFirst: () => begin(own),
      onReturn: () => asked === own && forget()
    });
    const own: Asked = {training, views};
    if (over) views.end();
    else asked = own;
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

  invalidation?.then(() => {
    over = true;
    forget();
  });
  return Object.assign(controls.element, {train}) as TrainerElement;
}

/** What is shown before the reader trains. */
function waitingView({nets, specs}: Training, rows: ErrorRow[]): TrainingView {
  const text = rows.length > 0 ? "Recorded curves." : "Not trained yet.";
  return {rows, nets: nets.map(networkKey), steps: specs[0].steps, runs: [], text, notes: [], done: true};
}

function defaultSpec({specs: [{network}]}: Training): RunSpec {
  return toRunSpec({network: {name: network.name}});
}
