import {max} from "d3-array";
import {type ErrorRow, errorRows} from "../charts/errorRows.js";
import type {LegendEntry} from "../charts/runLegend.js";
import type {ExperimentState, RunState} from "../client/runState.js";
import {chanceError} from "../experiment/chanceError.js";
import type {RunSpec} from "../experiment/runSpec.js";
import type {FigureView} from "./liveFigure.js";
import type {Overlay} from "./overlays.js";
import {drawnPoints} from "./trainingView.js";

/** What lies under the live curves, and what stands in their place before anything has run. */
export interface UnderCurves {
  overlays: readonly Overlay[];
  /** Rows of a recorded run. */
  recorded?: readonly ErrorRow[];
  /** What the settings ask to train. */
  asked?: readonly RunSpec[];
}

/**
 * Returns what a figure shows of *state*: the live curves over a recorded run and those that the reader keeps, on an axis
 * that holds them all. Before anything has run it shows what is recorded of the networks that are **asked** for.
 */
export function retrainView(
  {runs}: ExperimentState,
  {overlays, recorded = [], asked = []}: UnderCurves
): FigureView {
  const live = liveRows(runs, "this run");
  const specs = runs.length > 0 ? runs.map(({spec}) => spec) : asked;
  const nets = specs.map(({network}) => network.name);
  const isAsked = ({net}: ErrorRow) => nets.includes(net);
  const under = overlays
    .filter(({shown}) => shown)
    .flatMap(({rows}) => (rows === recorded ? rows.filter(isAsked) : rows));
  const last = max([...(runs.length > 0 || under.length === 0 ? specs : []), ...under].map(lengthOf));
  return {
    rows: [...under, ...live],
    faded: new Set(runs.length > 0 ? under.map(({run}) => run) : []),
    legend: runs.length > 0 ? runs.map(legendEntry) : recordedEntries(nets, recorded),
    steps: last,
    chance: specs.length > 0 ? chanceError(specs[0]) : undefined
  };
}

function lengthOf(one: RunSpec | ErrorRow): number {
  return "steps" in one ? one.steps : one.step;
}

/** Returns the rows of all curves of a state, under the name *run*. */
export function liveRows(runs: readonly RunState[], run: string): ErrorRow[] {
  return runs.flatMap(({points, spec}) =>
    errorRows(points, {run, net: spec.network.name, most: drawnPoints})
  );
}

/** Returns the entry of a run in the legend: its last errors, and how it ended if not well. */
export function legendEntry({spec, points, status}: RunState): LegendEntry {
  const rows = errorRows(points, {run: "", net: spec.network.name});
  const note = status === "diverged" || status === "failed" || status === "stopped" ? status : "";
  return {net: spec.network.name, ...latest(rows), note};
}

function recordedEntries(nets: readonly string[], rows: readonly ErrorRow[]): LegendEntry[] {
  return nets.map((net) => ({net, ...latest(rows.filter((row) => row.net === net))}));
}

function latest(rows: readonly ErrorRow[]): Pick<LegendEntry, "trainingError" | "testError"> {
  const last = (split: string) => rows.findLast((row) => row.split === split)?.error;
  return {trainingError: last("training"), testError: last("test")};
}
