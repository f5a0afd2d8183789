import {html} from "htl";
import {type LabCurve, labCurve, type LabRecording} from "../charts/labCurves.js";
import {createTrainingClient, type TrainingClient} from "../client/client.js";
import {newlyTrained} from "../client/newlyTrained.js";
import {createRunner} from "../client/runner.js";
import {type ExperimentState, isUnderWay} from "../client/runState.js";
import {measuredFromJson} from "../experiment/measured.js";
import {runKey} from "../experiment/runKey.js";
import type {RunSpec} from "../experiment/runSpec.js";
import type {Training} from "../experiment/trainingSpec.js";
import {type Fault, faultsOf} from "../fields/fault.js";
import {networkKey} from "../network/identity.js";
import {trainerControls} from "../panels/trainerControls.js";
import {viewMs} from "../panels/trainingView.js";
import type {TrainedNetwork} from "../stores/trainedNetworks.js";
import {faultList} from "../widgets/faultList.js";
import {fitted, mostWidth} from "../widgets/fitted.js";
import type {LabField, LabValues} from "../widgets/labFields.js";

/** What a laboratory is made of. */
export interface LaboratoryOptions {
  /** Its accessible name. */
  label: string;
  /** What a reader can choose. Defaults to nothing. */
  fields?: readonly LabField[];
  /** Returns what the fields ask to train. Throws a FaultError, which the fields show. */
  training(values: LabValues): Training;
  /** Returns a drawing of the choice itself, above the figure. Called when the choice changes, not while it trains. */
  illustrate?(values: LabValues): Node;
  /** Returns the figure of the networks that have curves. Called again when its width changes. */
  draw(shown: LabView): Node;
  recording: LabRecording;
  /** Called with every trained network, finished or stopped. Defaults to forgetting them. */
  onTrained?: (network: TrainedNetwork) => void;
  /** The promise of the cell that holds the laboratory; when it settles, the training ends. */
  invalidation?: Promise<unknown>;
  /** The page's client of a training worker. Defaults to a worker of its own. */
  client?: TrainingClient;
}

/** What the figure of a laboratory shows. */
export interface LabView {
  /** In the order of the training. */
  curves: readonly LabCurve[];
  values: LabValues;
  /** Pixels that a chart may take. */
  width: number;
}

let laboratories = 0; // for ids

/**
 * Returns an experiment: its fields, a button that trains it here, and its figure, which shows recorded runs until then.
 * Changing a field during training starts the new experiment at once.
 */
export function laboratory(options: LaboratoryOptions): HTMLElement {
  const {fields = [], draw, recording, onTrained, invalidation} = options;
  const client = options.client ?? createTrainingClient();
  const runner = createRunner({client, states: onTrained !== undefined, onState: follow});
  const ended = newlyTrained();
  const controls = trainerControls({start, stop: () => runner.stop()});
  const told = faultList(`lab-${++laboratories}-faults`);
  const badge = html`<p class="badge"></p>`;
  const illustration = html`<div></div>`;
  const figure = html`<div class="lab-figure"></div>`;
  let asked: Training | undefined;
  let chosen: LabValues = {}; // the last valid choice: the fields may hold a fault by now
  let over = false;
  let live = false; // whether the figure shows what was trained here
  let drawnMs = -Infinity;
  let width = mostWidth;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function values(): LabValues {
    return Object.fromEntries(fields.map(({name, value}) => [name, value]));
  }

  /** Returns the training that the fields ask for, or shows their faults. */
  function checked(): Training | undefined {
    let faults: readonly Fault[] = fields.flatMap((field) => field.fault() ?? []);
    try {
      if (faults.length === 0) return options.training(values());
    } catch (error) {
      faults = faultsOf(error) ?? rethrow(error);
    } finally {
      told.show(faults);
      for (const field of fields) field.showFaults(faults, told.element.id);
    }
    return undefined;
  }

  function change(): void {
    const training = checked();
    if (!training) return;
    chosen = values();
    const same = asked && JSON.stringify(training) === JSON.stringify(asked);
    if (!same) {
      const goesOn = live && isUnderWay(runner.state);
      asked = training;
      illustration.replaceChildren(...(options.illustrate ? [options.illustrate(chosen)] : []));
      halt();
      if (goesOn) return start();
    }
    show();
  }

  function start(): void {
    if (over || !checked()) return;
    live = true;
    runner.start(asked!);
  }

  /** Ends the worker, which holds memory of the graphics card, and forgets what was trained here. */
  function halt(): void {
    live = false;
    client.terminate();
    clearTimeout(timer);
    timer = undefined;
    controls.wait(recordedCurves(asked!, recording).length > 0 ? "" : "Not recorded. Press Train.", true);
  }

  function follow(state: ExperimentState): void {
    if (!live) return;
    controls.follow(state, asked!.nets.map(networkKey));
    if (onTrained) for (const network of ended(state)) onTrained(network);
    if (isUnderWay(state)) return soon();
    show();
    client.terminate();
  }

  /** Draws at most every *viewMs*: often enough to see curves grow, rarely enough to keep the page responsive. */
  function soon(): void {
    timer ??= setTimeout(show, Math.max(0, drawnMs + viewMs - performance.now()));
  }

  function show(): void {
    clearTimeout(timer);
    timer = undefined;
    drawnMs = performance.now();
    const curves = live ? liveCurves(asked!, runner.state) : recordedCurves(asked!, recording);
    badge.textContent = live
      ? "trained in this browser"
      : curves.length > 0
        ? recording.caption
        : "not recorded";
    badge.classList.toggle("live", live);
    replaceFigure(figure, draw({curves, values: chosen, width}));
  }

  invalidation?.then(() => {
    over = true;
    live = false;
    clearTimeout(timer);
    resized.disconnect();
    client.terminate();
  });
  const choices = html`<div class="controls" hidden=${fields.length === 0}>
    ${fields.map((field) => field.element)}
  </div>`;
  const element = html`<div class="run lab" role="group" aria-label=${options.label}>
    ${choices}${told.element}${illustration}${badge}${figure}${controls.element}
  </div>`;
  choices.addEventListener("input", change);
  change();
  const resized = fitted(figure, (room) => ((width = room), show()));
  return element;
}

function rethrow(error: unknown): never {
  throw error;
}

/** Replaces the figure and keeps the scroll position and the focus of its tables. */
function replaceFigure(figure: HTMLElement, drawing: Node): void {
  const tables = () => [...figure.querySelectorAll<HTMLElement>(".table-scroll")];
  const before = tables().map((table) => ({
    left: table.scrollLeft,
    focused: table === document.activeElement
  }));
  figure.replaceChildren(drawing);
  tables().forEach((table, i) => {
    table.scrollLeft = before[i]?.left ?? 0;
    if (before[i]?.focused) table.focus({preventScroll: true});
  });
}

/** The curves of the runs that have taken a step. */
function liveCurves({nets}: Training, {runs}: ExperimentState): LabCurve[] {
  return runs.flatMap(({spec, points, status}, i) =>
    points.length === 0
      ? []
      : [labCurve([{spec, points, diverged: status === "diverged"}], {net: nets[i], run: "this run"})]
  );
}

/** The recorded curves of runs that differ from the training's in nothing but their seed. */
function recordedCurves({specs, nets}: Training, {curves}: LabRecording): LabCurve[] {
  const keyOf = (spec: RunSpec) => runKey(spec, ["seed"]);
  return specs.flatMap((spec, i) => {
    const curve = curves.find((recorded) => keyOf(recorded.spec) === keyOf(spec));
    const net = nets[i];
    if (!curve) return [];
    const measured = curve.measured.map(({step, ...lists}) => ({step, ...measuredFromJson(lists)}));
    return [{...curve, net, measured, errors: curve.errors.map((row) => ({...row, net: networkKey(net)}))}];
  });
}
