import {html} from "htl";
import {type ExerciseBook, exerciseBook} from "./exerciseBook.js";

/**
 * Returns a list of *claims*, each with whether it holds, for a cell in which a reader writes an answer: `display(check(key,
 * {"has 54 blocks": blocks === 54}))`. Where all hold, the exercise of that *key* is done. A claim that is a function is called, and fails if it throws.
 */
export function check(
  key: string,
  claims: Readonly<Record<string, boolean | (() => boolean)>>,
  {book = exerciseBook()}: {book?: ExerciseBook} = {}
): HTMLElement {
  const results = Object.entries(claims).map(([text, claim]) => ({text, ...resultOf(claim)}));
  const whole = results.length > 0 && results.every(({holds}) => holds);
  if (whole) book.add(key);
  const said = whole
    ? "All hold: this exercise is done."
    : `${results.filter(({holds}) => holds).length} of ${results.length} hold.`;
  return html`<div class="exercise-claims" data-exercise=${key} data-done=${whole}>
    <ul>
      ${results.map(
        ({text, holds, fault}) =>
          html`<li data-holds=${String(holds)}>
            ${holds ? "✓" : "✗"} ${text}${fault ? html`: <code>${fault}</code>` : ""}
          </li>`
      )}
    </ul>
    <p class="exercise-said" role="status">${said}</p>
  </div>`;
}

function resultOf(claim: boolean | (() => boolean)): {holds: boolean; fault?: string} {
  try {
    return {holds: (typeof claim === "function" ? claim() : claim) === true};
  } catch (error) {
    return {holds: false, fault: String(error)};
  }
}
