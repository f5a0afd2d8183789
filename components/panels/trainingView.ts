import {type ErrorRow, errorRows} from "../charts/errorRows.js";
import {type ExperimentState, isUnderWay, type RunState} from "../client/runState.js";
import type {Training} from "../experiment/trainingSpec.js";
import {networkKey} from "../network/identity.js";
import {noteText, placeText, statusText} from "./statusText.js";

/** One moment of a training, as cells get it. */
export interface TrainingView {
  /** The points of all curves, at most 200 a curve: what errorChart draws. */
  rows: ErrorRow[];
  /** The keys of the networks, in the order of the spec. */
  nets: string[];
  /** The number of steps that each network takes in all. */
  steps: number;
  /** The runs with all their points, losses included. */
  runs: readonly RunState[];
  /** How far the training is and where it runs, in one line. */
  text: string;
  /** What the curves do not show: runs that diverged or failed, the loss of a device. */
  notes: string[];
  /** Whether this training has ended. */
  done: boolean;
}

/** The least time between two views: readers see curves grow, and the page stays responsive. */
export const viewMs = 250;

/** The most points of a curve to draw: readers see no more, and the page stays responsive. */
export const drawnPoints = 200;

/** Returns the view of a *training* whose runs *state* holds. */
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
