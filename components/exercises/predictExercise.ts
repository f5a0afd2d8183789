import {html} from "htl";
import {button} from "../widgets/button.js";
import {exerciseFrame, type ExerciseOptions} from "./exerciseFrame.js";
import {handsPoll} from "./handsPoll.js";

/** What may come out, and what is said to those who expect it. */
export interface Outcome {
  text: string;
  /** Begins with whether it does come out. */
  answer: string;
}

/** Options of predictExercise. */
export interface PredictOptions extends ExerciseOptions {
  outcomes: readonly Outcome[];
  /** What is shown beside the answer once a reader has chosen. */
  then?: Node | string;
}

/** Returns an exercise that asks what will come out, and answers when a reader has chosen. A choice can be changed. Before a class it is a poll. */
export function predictExercise({outcomes, then, ...options}: PredictOptions): HTMLElement {
  const answer = html`<p class="exercise-said" role="status">Choose, then look.</p>`;
  const after = html`<div hidden>${then ?? ""}</div>`;
  const buttons = outcomes.map((outcome) => button(outcome.text, () => choose(outcome)));
  const poll = handsPoll(outcomes.map(({text}) => text));
  let chosen: Outcome | undefined;
  const {element, done, answered} = exerciseFrame(
    options,
    [
      html`<div class="exercise-choices">${buttons.flatMap((one, i) => [one, poll.rows[i]])}</div>`,
      poll.said,
      answer,
      after
    ],
    {
      read: () => (chosen ? outcomes.indexOf(chosen) : undefined),
      restore(place) {
        const outcome = typeof place === "number" ? outcomes[place] : undefined;
        if (outcome) choose(outcome);
      }
    }
  );

  for (const one of buttons) one.setAttribute("aria-pressed", "false");

  function choose(outcome: Outcome): void {
    chosen = outcome;
    buttons.forEach((one, i) => one.setAttribute("aria-pressed", String(outcomes[i] === outcome)));
    answer.textContent = outcome.answer;
    after.hidden = then === undefined;
    done();
    answered();
  }

  return element;
}
