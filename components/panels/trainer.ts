import type {ErrorRow} from "../charts/errorRows.js";
import type {TrainingClient} from "../client/client.js";
import type {ExperimentState} from "../client/runState.js";
import {type RunSpec, toRunSpec} from "../experiment/runSpec.js";
import {toTraining, type Training, type TrainingSpec} from "../experiment/trainingSpec.js";
import {networkKey} from "../network/identity.js";
import {createLatestValues, type LatestValues} from "./latestValues.js";
import {liveTraining} from "./liveTraining.js";
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
  /** Defaults to a client with a worker of its own. */
  client?: TrainingClient;
}

/** A row of buttons that start and stop the training that a cell asks for. */
export interface TrainerElement extends HTMLElement {
  /**
   * Returns views like train, except that it waits for the reader: first the recorded curves, if *spec* was recorded;
   * then a training from its first step, whenever the reader presses Train. Once the reader has started it, and until
   * Stop, the trainer starts by itself what the cell asks for next. It trains what the cell asked for last.
   */
  train(spec: TrainingSpec): TrainingIterator;
}

/** What the cell asks to train, and the views that it gets. */
interface Asked {
  training: Training;
  views: LatestValues<TrainingView>;
}

/** Returns a row of a Train button, a Stop button, a progress bar and a line of status, with a method `train`. */
export function trainer(options: TrainerOptions = {}): TrainerElement {
  const {recorded = [], recordedSpec, invalidation, client} = options;
  const controls = trainerControls({start, stop});
  const live = liveTraining({
    ...{client, endsWorker: true, show, speak: controls.speak, invalidation},
    view: () => controls.element
  });
  let asked: Asked | undefined;
  let follows = false; // whether the reader has pressed Train, and not Stop since

  function start(): void {
    if (!asked) return;
    follows = true;
    live.start(asked.training);
  }

  function stop(): void {
    follows = false;
    live.stop();
  }

  function show(state: ExperimentState): void {
    const {training, views} = asked!;
    controls.follow(state, training.nets.map(networkKey));
    views.show(() => trainingView(training, state));
  }

  /** Forgets what the cell asked for, and ends its training. */
  function forget(): void {
    asked?.views.end();
    asked = undefined;
    live.halt();
    controls.wait("", false);
  }

  function begin({training, views}: Asked): void {
    if (live.underWay) return; // the reader was quicker
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
    if (live.over) views.end();
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

  invalidation?.then(forget);
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
