import {html} from "htl";
import {type ExperimentState, isUnderWay} from "../client/runState.js";
import {button} from "../widgets/button.js";
import {progressBar} from "../widgets/progressBar.js";
import {noteText, progressOf, statusText} from "./statusText.js";

/** Two buttons, a progress bar and a line of status. */
export interface TrainerControls {
  element: HTMLElement;
  /** Shows that nothing runs, and says why in *text*; **ready** is whether there is something to train. */
  wait(text: string, ready: boolean): void;
  /** Shows how far the runs of *state* are; *nets* are their labels. */
  follow(state: ExperimentState, nets: readonly string[]): void;
  /** Tells a screen reader what the line of status says. */
  speak(): void;
}

/** Returns the controls of a trainer. They all stand there from the start, so that nothing moves. */
export function trainerControls(actions: {start(): void; stop(): void}): TrainerControls {
  const start = button("Train", actions.start, {className: "primary"});
  const stop = button("Stop", actions.stop);
  const progress = progressBar("Progress of the training");
  const line = html`<p class="status"></p>`;
  const spoken = html`<div class="visually-hidden" role="status" aria-live="polite"></div>`;
  start.dataset.action = "start";
  start.title = "Trains all networks from their first step; the same settings and seed give the same curves";
  start.disabled = stop.disabled = true;
  return {
    element: html`<div class="trainer">
      ${progress}
      <div class="controls" role="group" aria-label="Training">${start}${stop}${line}</div>
      ${spoken}
    </div>`,
    wait(text, ready) {
      start.textContent = "Train";
      start.disabled = !ready;
      stop.disabled = true;
      progress.value = 0;
      line.textContent = text;
    },
    follow(state, nets) {
      const underWay = isUnderWay(state);
      start.disabled = false;
      if (!underWay && stop.matches(":focus")) start.focus(); // a disabled button would lose the focus
      start.textContent = state.runs.some(({points}) => points.length > 0) ? "Train again" : "Train";
      stop.disabled = !underWay;
      progress.value = progressOf(state);
      line.textContent = [statusText(state), ...noteText(state, nets)].join(" · ");
    },
    speak: () => void (spoken.textContent = line.textContent)
  };
}
