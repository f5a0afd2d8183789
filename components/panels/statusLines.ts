import {html} from "htl";
import {netLabel} from "../charts/scales.js";
import type {ExperimentState} from "../client/runState.js";
import {progressBar} from "../widgets/progressBar.js";
import {legendEntry} from "./retrainView.js";
import {noteText, placeText, progressOf, statusText} from "./statusText.js";

/** The lines around a figure that say what it shows, how far it is, and what went wrong. */
export interface StatusLines {
  /** Says what the figure shows. */
  badge: HTMLElement;
  progress: HTMLElement;
  element: HTMLElement;
  /** The id of what says what went wrong, for fields at fault. */
  notesId: string;
  /** Says what is shown before anything has run. */
  wait(text: string): void;
  follow(state: ExperimentState): void;
  /** Tells a screen reader how far the runs are, with their errors. */
  speak(state: ExperimentState): void;
}

let made = 0; // for ids

/** Returns the lines of a figure that shows what it is said to show, then what the reader trains. */
export function statusLines(): StatusLines {
  const notesId = `notes-${++made}`;
  const badge = html`<p class="badge"></p>`;
  const progress = progressBar("Progress of the training");
  const line = html`<p class="status"></p>`;
  const place = html`<p class="status place"></p>`;
  const spoken = html`<div class="visually-hidden" role="status"></div>`;
  const notes = html`<div id=${notesId} class="message" role="alert" hidden></div>`;
  return {
    badge,
    progress,
    notesId,
    element: html`<div>${line}${place}${spoken}${notes}</div>`,
    wait: (text) => void (badge.textContent = text),
    follow(state) {
      badge.textContent = `trained in this browser, seed ${state.runs[0]?.spec.seed ?? 1}`;
      progress.value = progressOf(state);
      line.textContent = statusText(state);
      place.textContent = placeText(state);
      const texts = noteText(state);
      notes.hidden = texts.length === 0;
      if (notes.textContent !== texts.join(""))
        notes.replaceChildren(...texts.map((text) => html`<div>${text}</div>`));
    },
    speak: (state) => void (spoken.textContent = spokenText(state))
  };
}

function spokenText(state: ExperimentState): string {
  const errors = state.runs
    .map(legendEntry)
    .map(
      ({net, trainingError}) =>
        `${netLabel(net)} ${trainingError === undefined ? "not measured" : `${Math.round(100 * trainingError)} percent`}`
    );
  return `${statusText(state)}. Training error: ${errors.join(", ")}.`;
}
