import {html} from "htl";
import type {ErrorRow} from "../charts/errorRows.js";
import {errorCsv} from "../charts/errorTable.js";
import type {TrainingClient} from "../client/client.js";
import {type ExperimentState, faultsIn, isUnderWay} from "../client/runState.js";
import {runKey} from "../experiment/runKey.js";
import type {RunSpec} from "../experiment/runSpec.js";
import {versions} from "../experiment/versions.js";
import type {Fault} from "../fields/fault.js";
import type {Checkpoint} from "../protocol/checkpoint.js";
import {keepTrained, type TrainedNetwork} from "../stores/trainedNetworks.js";
import {downloadDrawer} from "./downloadDrawer.js";
import {type FigureView, liveFigure} from "./liveFigure.js";
import {liveTraining} from "./liveTraining.js";
import {createOverlays} from "./overlays.js";
import {resumeOffer} from "./resumeOffer.js";
import {liveRows, retrainView} from "./retrainView.js";
import {statusLines} from "./statusLines.js";
import {trainingButtons} from "./trainingButtons.js";
import {trainingSettings} from "./trainingSettings.js";

/** A recorded run, ready to draw. */
export interface Recording {
  rows: ErrorRow[];
  /** What was recorded: seeds, device, date. */
  caption: string;
  /** The spec of all networks and seeds, but for their names. */
  spec: RunSpec;
}

/** Options of retrainPanel. */
export interface RetrainOptions {
  /** What to train, as in a link. Defaults to four networks, plain and residual of 20 and 56 layers. */
  query?: URLSearchParams;
  /** What the figure shows before anything has run. */
  recording?: Recording;
  /**
   * The key under which the browser keeps runs over a reload, and the trained networks, which other pages take apart.
   * Defaults to keeping none.
   */
  keep?: string;
  /** Defaults to a client with a worker of its own. */
  client?: TrainingClient;
  /** Called after every change of the runs. */
  onState?: (state: ExperimentState) => void;
  /** The promise of the cell that holds the figure. When it settles, the training ends. */
  invalidation?: Promise<unknown>;
}

/** The figure on which readers train networks. */
export interface RetrainPanel extends HTMLElement {
  /** Starts training, as the button does. */
  start(): void;
  /** Changes one setting, as a reader would. */
  set(key: string, value: string): void;
  /** What is wrong with its **query**. */
  readonly faults: readonly Fault[];
}

/** Returns the figure: a recorded run until the reader presses Retrain, then the reader's own runs. */
export function retrainPanel(options: RetrainOptions = {}): RetrainPanel {
  const {query = new URLSearchParams(), recording, keep, client, onState, invalidation} = options;
  const onTrained = keep === undefined ? undefined : keepNetwork;
  const status = statusLines();
  const live = liveTraining({
    ...{client, keep, show, speak: status.speak, onTrained, invalidation},
    view: () => panel
  });
  const settings = trainingSettings(query, followSettings, {recorded: recording?.spec});
  const overlays = createOverlays(
    () => figure.show(view()),
    recording ? [{label: recordedLabel, rows: recording.rows, shown: true}] : []
  );
  const figure = liveFigure(view());
  const buttons = trainingButtons({
    start: () => begin(),
    newSeed: () => (settings.nextSeed(), begin()),
    togglePause: live.togglePause,
    step: () => (isUnderWay(live.state) ? live.step() : begin({paused: true})),
    stop: live.stop,
    keep: keepCurves
  });

  function begin(how: {paused?: boolean} = {}): void {
    const training = settings.checked();
    if (!training) return;
    if (!training.specs.every(isRecorded)) overlays.hide(recordedLabel);
    live.start(training, how);
  }

  function keepCurves(): void {
    const {seed} = live.experiment!.specs[0];
    const label = `run ${live.count}, seed ${seed}`;
    overlays.add({label, rows: liveRows(live.state.runs, label), shown: true});
  }

  /** Goes on with runs from before a reload, where the settings say. */
  function resume(checkpoints: Checkpoint[]): void {
    const {backend, executor, workers, threads} = settings.checked() ?? {};
    if (!checkpoints.every(({spec}) => isRecorded(spec))) overlays.hide(recordedLabel);
    live.resumeFrom(checkpoints, {backend, executor, workers, threads});
  }

  let ended = new Date(); // when the runs did, as far as they have

  function show(state: ExperimentState): void {
    ended = new Date();
    offer?.remove();
    buttons.follow(state);
    if (!isUnderWay(state)) settings.mark(faultsIn(state), status.notesId);
    status.follow(state);
    figure.show(view());
    onState?.(state);
  }

  function view(): FigureView {
    const {specs: asked = []} = settings.valid ?? {};
    const {runs} = live.state;
    const known = runs.length > 0 || asked.every(isRecorded);
    return retrainView(live.state, {
      ...{overlays: overlays.all().filter(({label}) => known || label !== recordedLabel)},
      ...{recorded: known ? recording?.rows : undefined, asked}
    });
  }

  /** Shows the seed that is set, and, until something runs, what is recorded of the networks that are. */
  function followSettings(): void {
    const specs = settings.valid?.specs ?? [];
    panel.dataset.nets = specs.map(({network}) => network.name).join(",");
    if (specs.length > 0) buttons.showSeed(specs[0].seed);
    if (live.state.runs.length > 0) return;
    const nets = specs.map(({network}) => network.name);
    const recorded = specs.every(isRecorded) && recording?.rows.some(({net}) => nets.includes(net));
    const caption = recorded ? recording?.caption : undefined;
    status.wait(caption ?? "not trained yet");
    figure.show(view());
  }

  /** Whether curves of *spec* can be told apart from the recorded ones by chance alone. */
  function isRecorded(spec: RunSpec): boolean {
    return recording !== undefined && settingKey(spec) === settingKey(recording.spec);
  }

  /** Where the curves of the chart come from, for a file of it. */
  function source(): string {
    const seed = live.state.runs[0]?.spec.seed;
    const own = seed === undefined ? [] : [`this run: seed ${seed}`];
    const recorded = overlays.all().some(({label, shown}) => shown && label === recordedLabel);
    return ["residual networks", ...own, ...(recorded ? [recording!.caption] : [])].join(" · ");
  }

  function keepNetwork(network: TrainedNetwork): void {
    files.addWeights(network);
    void keepTrained(network).catch(() => {}); // some browsers keep nothing
  }

  const offer = keep === undefined ? undefined : resumeOffer(keep, resume);
  invalidation?.then(figure.dispose);
  const files = downloadDrawer({
    csv: () => errorCsv(view().rows),
    chart: figure.chart,
    source,
    name: "residual-networks",
    runs: () => runFiles(live.state, ended)
  });
  const panel = html`<div class="run training-panel" data-link>
    <div class="training-parts">
      <div class="training-chart">${figure.element}${status.progress}${buttons.element}${offer}</div>
      <div class="training-side">
        <div class="drawers">${settings.element}${files.element}</div>
        ${figure.legend}${overlays.element}${status.element}${status.badge}
      </div>
    </div>
    ${figure.numbers}
  </div>`;
  buttons.follow(live.state);
  followSettings();
  return Object.assign(panel, {start: begin, set: settings.set, faults: settings.faults}) as RetrainPanel;
}

const recordedLabel = "recorded run";

/** All that a figure's networks share: a recorded curve is of all its steps, and of several seeds. */
const settingKey = (spec: RunSpec) =>
  runKey(spec, ["name", "seed", "steps", "evaluationInterval", "measurementInterval"]);

/** The runs of a *state* that ended at a date, each as a run file. What writes them is loaded when they are asked for. */
async function runFiles(state: ExperimentState, date: Date): Promise<readonly object[]> {
  const {trainedRuns} = await import("./trainedRuns.js");
  return trainedRuns(state, {date, versions: {...versions, browser: navigator.userAgent}});
}
