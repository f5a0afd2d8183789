import {type ErrorRow, errorRows} from "../charts/errorRows.js";
import {type ExperimentState, isUnderWay, type RunState} from "../client/runState.js";
import type {Training} from "../experiment/trainingSpec.js";
import {networkKey} from "../network/identity.js";
import {noteText, placeText, statusText} from "./statusText.js";

/** What a training has come to at one moment, as cells take it. */
export interface TrainingView {
  /** The points of all curves, at most 200 a curve: what errorChart draws. */
  rows: ErrorRow[];
  /** The keys of the networks, in the order of the spec. */
  nets: string[];
  /** The steps that each network is to take. */
  steps: number;
  /** The runs with all their points, losses included. */
  runs: readonly RunState[];
  /** How far the training is and where it runs, in one line. */
  text: string;
  /** What went wrong beside the curves: runs that diverged or failed, a device that was lost. */
  notes: string[];
  /** Whether no more is to come of this training. */
  done: boolean;
}

/** Time between two views, at the least: often enough to see curves grow, and the page stays free. */
export const viewMs = 250;

/** Points drawn of a curve: more cannot be told apart, and the page must stay free. */
const drawnPoints = 200;

/** Returns the view of a *training* whose runs are in *state*. */
export function trainingView({nets, specs}: Training, state: ExperimentState): TrainingView {
  return {
    rows: state.runs.flatMap(({points}, i) =>
      errorRows(points, {run: "this run", net: nets[i], most: drawnPoints})
    ),
    nets: nets.map(networkKey),
    steps: specs[0].steps,
    runs: [...state.runs],
    text: [statusText(state), placeText(state)].filter((text) => text !== "").join(" · "),
    notes: noteText(state, nets.map(networkKey)),
    done: !isUnderWay(state)
  };
}
