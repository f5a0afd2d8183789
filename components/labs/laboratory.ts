import {html} from "htl";
import {keepReading} from "../charts/keepReading.js";
import {type LabCurve, labCurve, type LabRecording} from "../charts/labCurves.js";
import type {TrainingClient} from "../client/client.js";
import type {ExperimentState} from "../client/runState.js";
import {measuredFromJson} from "../experiment/measured.js";
import {runKey} from "../experiment/runKey.js";
import type {RunSpec} from "../experiment/runSpec.js";
import type {Training} from "../experiment/trainingSpec.js";
import {networkKey} from "../network/identity.js";
import {liveTraining} from "../panels/liveTraining.js";
import {trainerControls} from "../panels/trainerControls.js";
import type {TrainedNetwork} from "../stores/trainedNetworks.js";
import {fitted, likelyWidth} from "../widgets/fitted.js";
import {labChoice} from "../widgets/labChoice.js";
import type {LabField, LabValues} from "../widgets/labFields.js";

/** Options of laboratory. */
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
  /** Called with each network that was trained, to its end or until Stop. Defaults to forgetting them. */
  onTrained?: (network: TrainedNetwork) => void;
  /** The promise of the cell that holds the laboratory. When it settles, the training ends. */
  invalidation?: Promise<unknown>;
  /** Defaults to a client with a worker of its own. */
  client?: TrainingClient;
}

/** What the figure of a laboratory shows. */
export interface LabView {
  /** In the order of the training. */
  curves: readonly LabCurve[];
  values: LabValues;
  /** The room for a chart, in pixels. */
  width: number;
}

/**
 * Returns an experiment: its fields, a button that trains it here, and its figure, which shows recorded runs until then.
 * Changing a field during training starts the new experiment at once.
 */
export function laboratory(options: LaboratoryOptions): HTMLElement {
  const {fields = [], client, recording, onTrained, invalidation} = options;
  const controls = trainerControls({start, stop: () => live.stop()});
  const live = liveTraining({
    ...{client, endsWorker: true, onTrained, draw, invalidation},
    show: (state) => controls.follow(state, asked!.nets.map(networkKey)),
    speak: controls.speak,
    view: () => element
  });
  const choice = labChoice(fields, options.training);
  const badge = html`<p class="badge"></p>`;
  const illustration = html`<div></div>`;
  const figure = html`<div class="lab-figure"></div>`;
  let asked: Training | undefined;
  let chosen: LabValues = {}; // the last valid choice: the fields may hold a fault by now
  let width = likelyWidth();

  function change(): void {
    const training = choice.checked();
    if (!training) return;
    chosen = choice.values();
    const same = asked && JSON.stringify(training) === JSON.stringify(asked);
    if (!same) {
      const goesOn = live.underWay;
      asked = training;
      illustration.replaceChildren(...(options.illustrate ? [options.illustrate(chosen)] : []));
      live.halt();
      controls.wait(recordedCurves(asked, recording).length > 0 ? "" : "Not recorded. Press Train.", true);
      if (goesOn) return start();
    }
    live.redraw();
  }

  function start(): void {
    if (!live.over && choice.checked()) live.start(asked!);
  }

  function draw(): void {
    const curves = live.live ? liveCurves(asked!, live.state) : recordedCurves(asked!, recording);
    badge.textContent = live.live
      ? "trained in this browser"
      : curves.length > 0
        ? recording.caption
        : "not recorded";
    badge.classList.toggle("live", live.live);
    replaceFigure(figure, options.draw({curves, values: chosen, width}));
  }

  const element = html`<div class="run lab" role="group" aria-label=${options.label}>
    ${choice.element}${choice.faults}${illustration}${figure}${controls.element}${badge}
  </div>`;
  choice.element.addEventListener("input", change);
  change();
  const resized = fitted(figure, (room) => ((width = room), live.redraw()));
  invalidation?.then(() => resized.disconnect());
  return element;
}

/** Replaces the figure and keeps what its charts read, and the scroll position and the focus of its tables. */
function replaceFigure(figure: HTMLElement, drawing: Node): void {
  const tables = () => [...figure.querySelectorAll<HTMLElement>(".table-scroll")];
  const before = tables().map((table) => ({
    left: table.scrollLeft,
    focused: table.matches(":focus")
  }));
  keepReading(figure, () => figure.replaceChildren(drawing));
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
