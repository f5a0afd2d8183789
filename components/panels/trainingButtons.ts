import {html} from "htl";
import {type ExperimentState, isPaused, isUnderWay} from "../client/runState.js";
import {button} from "../widgets/button.js";

/** What the buttons do. */
export interface TrainingActions {
  start(): void;
  newSeed(): void;
  togglePause(): void;
  step(): void;
  stop(): void;
  keep(): void;
}

/** A row of buttons, and how it follows the training. */
export interface TrainingButtons {
  element: HTMLElement;
  follow(state: ExperimentState): void;
  /** Says beside the buttons which seed comes next, or is under way. */
  showSeed(seed: number): void;
}

/** Returns the buttons of a training figure. All are there from the start, so that nothing moves. */
export function trainingButtons(actions: TrainingActions): TrainingButtons {
  const retrain = button("Retrain", actions.start, {className: "primary"});
  const newSeed = button("New seed", actions.newSeed);
  const pause = button("Pause", actions.togglePause);
  const step = button("Step", actions.step);
  const stop = button("Stop", actions.stop);
  const keep = button("Keep curves", actions.keep);
  const seedText = html`<span class="seed"></span>`;
  retrain.dataset.action = "start";
  retrain.title =
    "Trains all networks from their first step; the same settings and seed give the same curves";
  newSeed.title = "Trains again from another initialisation, with images in another order";
  step.dataset.action = "step";
  step.title = "Takes one step of every network";
  keep.title = "Leaves these curves in the chart, under those of the next run";
  return {
    element: html`<div class="controls" role="group" aria-label="Training">
      ${[retrain, newSeed, seedText, pause, step, stop, keep]}
    </div>`,
    showSeed: (seed) => void (seedText.textContent = `seed ${seed}`),
    follow(state) {
      const underWay = isUnderWay(state);
      const trained = state.runs.some(({points}) => points.length > 0);
      retrain.textContent = trained ? "Run again" : "Retrain";
      pause.textContent = isPaused(state) ? "Resume" : "Pause";
      pause.disabled = stop.disabled = !underWay;
      step.disabled = underWay && !isPaused(state);
      keep.disabled = !trained || underWay;
    }
  };
}
