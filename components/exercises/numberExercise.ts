import {html} from "htl";
import {faultText} from "../fields/english.js";
import {markFault} from "../widgets/markFault.js";
import {exerciseFrame, type ExerciseOptions} from "./exerciseFrame.js";

/** Options of numberExercise. */
export interface NumberExerciseOptions extends ExerciseOptions {
  answer: number;
  /** How far off an answer may be and still be right, as a share of it. Defaults to 0. */
  tolerance?: number;
  /** Of what the number is. */
  unit?: string;
  /** The worked solution, which stays hidden until it is opened. */
  solution: Node | string;
}

/** Returns a problem for pencil and paper: a number to give, which is checked, and its solution. */
export function numberExercise({
  answer,
  tolerance = 0,
  unit = "",
  solution,
  ...options
}: NumberExerciseOptions): HTMLElement {
  const field = html`<input
    inputmode="decimal"
    autocomplete="off"
    aria-label="Your answer"
  />` as HTMLInputElement;
  const verdict = html`<p id=${`said-${options.key}`} class="exercise-said" role="status">
    A number, then Enter.
  </p>`;
  const form = html`<form class="exercise-answer" ${{onsubmit: check}}>
    ${field} ${unit ? html`<span>${unit}</span>` : ""} <button type="submit">Check</button>
  </form>`;
  let checked: string | undefined;
  const {element, done, answered} = exerciseFrame(
    options,
    [
      form,
      verdict,
      html`<details>
        <summary>Solution</summary>
        <div>${solution}</div>
      </details>`
    ],
    {
      read: () => checked,
      restore(text) {
        if (typeof text !== "string") return;
        field.value = text.slice(0, mostKept);
        check();
      }
    }
  );

  function check(event?: Event): void {
    event?.preventDefault();
    checked = field.value.slice(0, mostKept);
    const given = numberIn(field.value);
    const right = Math.abs(given - answer) <= tolerance * Math.abs(answer);
    const isNumber = Number.isFinite(given);
    markFault(field, !isNumber && verdict.id);
    if (!isNumber)
      verdict.textContent = faultText({field: "answer", value: field.value.trim(), rule: {is: "finite"}});
    else if (right) verdict.textContent = `${field.value.trim()} is right.`;
    else verdict.textContent = `${field.value.trim()} is ${given < answer ? "too small" : "too large"}.`;
    if (right) done();
    answered();
  }

  return element;
}

/** Longest answer that is told to others: a number is shorter. */
const mostKept = 200;

/** Returns the number that *text* is, written as in English: `70,656` or `7.5e-9`. */
function numberIn(text: string): number {
  const plain = text.trim().replace(/(?<=\d),(?=\d{3}(\D|$))/g, "");
  return plain === "" ? NaN : Number(plain);
}
