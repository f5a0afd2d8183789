import {type ErrorRow, errorRows} from "../charts/errorRows.js";
import type {LegendEntry} from "../charts/runLegend.js";
import type {ExperimentState, RunState} from "../client/runState.js";
import {chanceError} from "../experiment/chanceError.js";
import type {FigureView} from "./liveFigure.js";
import type {Overlay} from "./overlays.js";
import {drawnPoints} from "./trainingView.js";

/** What lies under the live curves, and what stands in their place before anything has run. */
export interface UnderCurves {
  overlays: readonly Overlay[];
  /** Rows of a recorded run. */
  recorded?: readonly ErrorRow[];
}

/** Returns what a figure shows of *state*: the live curves over those that the reader keeps. */
export function retrainView(state: ExperimentState, {overlays, recorded = []}: UnderCurves): FigureView {
  const live = liveRows(state, "this run");
  const under = overlays.filter(({shown}) => shown).flatMap(({rows}) => rows);
  const faded = new Set(live.length > 0 ? under.map(({run}) => run) : []);
  const legend = state.runs.length > 0 ? state.runs.map(legendEntry) : recordedEntries(recorded);
  const spec = state.runs.at(0)?.spec;
  const rows = [...under, ...live];
  return {rows, legend, faded, steps: spec?.steps, chance: spec && chanceError(spec)};
}

/** Returns the rows of all curves of a state, under the name *run*. */
export function liveRows({runs}: ExperimentState, run: string): ErrorRow[] {
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

function recordedEntries(rows: readonly ErrorRow[]): LegendEntry[] {
  const nets = [...new Set(rows.map(({net}) => net))];
  return nets.map((net) => ({net, ...latest(rows.filter((row) => row.net === net))}));
}

function latest(rows: readonly ErrorRow[]): Pick<LegendEntry, "trainingError" | "testError"> {
  const last = (split: string) => rows.findLast((row) => row.split === split)?.error;
  return {trainingError: last("training"), testError: last("test")};
}
