import {html} from "htl";
import {type ErrorRow, errorRows} from "../charts/errorRows.js";
import type {LegendEntry} from "../charts/runLegend.js";
import {netLabel} from "../charts/scales.js";
import {createTrainingClient, type TrainingClient} from "../client/client.js";
import {newlyTrained} from "../client/newlyTrained.js";
import {createRunner} from "../client/runner.js";
import {type ExperimentState, faultsIn, isUnderWay, type RunState} from "../client/runState.js";
import {readLink} from "../experiment/link.js";
import type {RunSpec} from "../experiment/runSpec.js";
import {toTraining, type Training} from "../experiment/trainingSpec.js";
import {faultsOf} from "../fields/fault.js";
import type {Checkpoint} from "../protocol/checkpoint.js";
import {keepTrained} from "../stores/trainedNetworks.js";
import {exportButtons} from "../widgets/exportButtons.js";
import {type FigureView, liveFigure} from "./liveFigure.js";
import {createOverlays} from "./overlays.js";
import {resumeOffer} from "./resumeOffer.js";
import {settingsForm} from "./settingsForm.js";
import {shareButtons} from "./shareButtons.js";
import {noteText, placeText, progressOf, statusText} from "./statusText.js";
import {trainingButtons} from "./trainingButtons.js";

/** A recorded run, ready to draw. */
export interface Recording {
  rows: ErrorRow[];
  /** What was recorded, in words: seeds, device, date. */
  caption: string;
  /** What was trained: the same for all networks and seeds. */
  spec: RunSpec;
}

/** Options of retrainPanel. */
export interface RetrainOptions {
  /** What to train, as a link says it. Defaults to four networks, plain and residual of 20 and 56 layers. */
  query?: URLSearchParams;
  /** What is shown before anything has run. */
  recording?: Recording;
  /**
   * Under which key runs are kept over a reload. What they come to is kept too, to be taken apart on other pages. Defaults
   * to keeping none.
   */
  keep?: string;
  /** Defaults to a worker of its own. */
  client?: TrainingClient;
  /** Called after every change of the runs. */
  onState?: (state: ExperimentState) => void;
  /** Ends the training when the page's cell is run again. */
  invalidation?: Promise<unknown>;
}

/** The figure on which networks are trained. */
export interface RetrainPanel extends HTMLElement {
  /** Starts training, as the button does. */
  start(): void;
  /** Changes one setting, as a reader would. */
  set(key: string, value: string): void;
}

/** Points drawn of a curve: more cannot be told apart, and the page must stay free. */
const drawnPoints = 200;

/** Returns the figure: a recorded run until the reader presses Retrain, then the reader's own runs. */
export function retrainPanel(options: RetrainOptions = {}): RetrainPanel {
  const {query = new URLSearchParams(), recording, keep, onState, invalidation} = options;
  const client = options.client ?? createTrainingClient();
  const runner = createRunner({client, keep, states: keep !== undefined, onState: follow});
  const ended = newlyTrained();
  const settings = settingsForm(readLink(query).spec);
  const share = shareButtons({training: checked});
  const settingsPlace = html`<details>
    <summary>Settings</summary>
    ${settings}${share}
  </details>` as HTMLDetailsElement;
  const overlays = createOverlays(() => figure?.show(view()));
  const figure = liveFigure(view());
  const status = statusLines(recording?.caption ?? "not trained yet");
  const buttons = trainingButtons({
    start: () => begin(),
    newSeed: () => begin({newSeed: true}),
    togglePause: runner.togglePause,
    step: () => (isUnderWay(runner.state) ? runner.step() : begin({paused: true})),
    stop: runner.stop,
    keep: keepCurves
  });

  function begin({paused = false, newSeed = false} = {}): void {
    if (newSeed) settings.set("seed", String((Number(settings.value.seed ?? 1) + 1) % 2 ** 32));
    const training = checked();
    if (!training) return;
    overlays.showAll(false);
    runner.start(training, {paused});
  }

  /** Returns what the settings ask for, or says at the settings what is wrong. */
  function checked(): Training | undefined {
    try {
      const training = toTraining(settings.value);
      settings.showFaults([]);
      return training;
    } catch (error) {
      const faults = faultsOf(error);
      if (!faults) throw error;
      settings.showFaults(faults);
      settingsPlace.open = true;
      return undefined;
    }
  }

  function keepCurves(): void {
    const {seed} = runner.experiment!.specs[0];
    const label = `run ${runner.count}, seed ${seed}`;
    overlays.add({label, rows: liveRows(runner.state, label), shown: true});
  }

  /** Goes on with runs of before a reload, on the backend and executor that the settings name. */
  function resume(checkpoints: Checkpoint[]): void {
    const {backend, executor} = checked() ?? {};
    overlays.showAll(false);
    runner.resumeFrom(checkpoints, {backend, executor});
  }

  function follow(state: ExperimentState): void {
    offer?.remove();
    buttons.follow(state);
    if (!isUnderWay(state)) settings.mark(faultsIn(state));
    status.follow(state);
    figure.show(view());
    for (const network of ended(state)) void keepTrained(network).catch(() => {}); // some browsers keep nothing
    onState?.(state);
  }

  function view(): FigureView {
    return viewOf(runner.state, recording, overlays.all());
  }

  if (recording) overlays.add({label: "recorded run", rows: recording.rows, shown: true});
  const offer = keep === undefined ? undefined : resumeOffer(keep, resume);
  buttons.follow(runner.state);
  settings.addEventListener("input", checked);
  invalidation?.then(() => (client.terminate(), figure.dispose()));
  const files = exportButtons({rows: () => view().rows, chart: figure.chart, name: "residual-networks"});
  const panel = html`<div class="run">
    ${status.badge}${figure.element}${status.element} ${offer}
    ${buttons.element}${overlays.element}${settingsPlace}
    <details>
      <summary>Download</summary>
      ${files}
    </details>
  </div>`;
  const set = (key: string, value: string) => (settings.set(key, value), void checked());
  return Object.assign(panel, {start: begin, set}) as RetrainPanel;
}

/** What a figure shows of *state*: the live curves over those laid under them. */
function viewOf(
  state: ExperimentState,
  recording: Recording | undefined,
  overlays: readonly {rows: readonly ErrorRow[]; shown: boolean}[]
): FigureView {
  const live = liveRows(state, "this run");
  const under = overlays.filter(({shown}) => shown).flatMap(({rows}) => rows);
  const faded = new Set(live.length > 0 ? under.map(({run}) => run) : []);
  const legend = state.runs.length > 0 ? state.runs.map(entryOf) : recordedEntries(recording?.rows ?? []);
  return {rows: [...under, ...live], legend, faded, steps: state.runs[0]?.spec.steps};
}

function liveRows({runs}: ExperimentState, run: string): ErrorRow[] {
  return runs.flatMap(({points, spec}) =>
    errorRows(points, {run, net: spec.network.name, most: drawnPoints})
  );
}

function entryOf({spec, points, status}: RunState): LegendEntry {
  const rows = errorRows(points, {run: "", net: spec.network.name});
  const note = status === "diverged" || status === "failed" || status === "stopped" ? status : "";
  return {net: spec.network.name, ...latest(rows), note};
}

function recordedEntries(rows: readonly ErrorRow[]): LegendEntry[] {
  const nets = [...new Set(rows.map(({net}) => net))];
  return nets.map((net) => ({net, ...latest(rows.filter((row) => row.net === net))}));
}

function latest(rows: readonly ErrorRow[]): Pick<LegendEntry, "trainingError" | "testError"> {
  const last = (split: string) => rows.findLast((row) => row.split === split)?.error;
  return {trainingError: last("training"), testError: last("test")};
}

/** The lines around a figure that say what it shows, how far it is, and what went wrong. */
function statusLines(caption: string) {
  const badge = html`<p class="badge">${caption}</p>`;
  const progress = html`<progress
    max="1"
    value="0"
    aria-label="Progress of the training"
  ></progress>` as HTMLProgressElement;
  const line = html`<p class="status"></p>`;
  const place = html`<p class="status place"></p>`;
  const spoken = html`<div class="visually-hidden" role="status"></div>`;
  const notes = html`<div class="message" role="alert" hidden></div>`;
  let spokenMs = -Infinity;
  return {
    badge,
    element: html`<div>${progress}${line}${place}${spoken}${notes}</div>`,
    follow(state: ExperimentState): void {
      badge.textContent = "trained in this browser";
      progress.value = progressOf(state);
      line.textContent = statusText(state);
      place.textContent = placeText(state);
      const texts = noteText(state);
      notes.hidden = texts.length === 0;
      if (notes.textContent !== texts.join(""))
        notes.replaceChildren(...texts.map((text) => html`<div>${text}</div>`));
      if (isUnderWay(state) && performance.now() - spokenMs < 10_000) return; // screen readers are told now and then
      spokenMs = performance.now();
      spoken.textContent = spokenText(state);
    }
  };
}

function spokenText(state: ExperimentState): string {
  const errors = state.runs
    .map(entryOf)
    .map(
      ({net, trainingError}) =>
        `${netLabel(net)} ${trainingError === undefined ? "not measured" : `${Math.round(100 * trainingError)} percent`}`
    );
  return `${statusText(state)}. Training error: ${errors.join(", ")}.`;
}
