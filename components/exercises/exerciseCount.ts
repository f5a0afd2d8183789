import {html} from "htl";
import {type ExerciseBook, exerciseBook} from "./exerciseBook.js";

/** Options of exerciseCount. */
export interface ExerciseCountOptions {
  /** The keys of a page's exercises. */
  keys: readonly string[];
  /** The promise of the cell that holds it. When it settles, it no longer counts. */
  invalidation?: Promise<unknown>;
  /** Defaults to that of this browser. */
  book?: ExerciseBook;
}

/** Returns a line that says how many of a page's exercises this reader has done, and follows. */
export function exerciseCount({
  keys,
  invalidation,
  book = exerciseBook()
}: ExerciseCountOptions): HTMLElement {
  const element = html`<p class="exercise-count" role="status"></p>`;
  const show = () => {
    const done = keys.filter((key) => book.has(key)).length;
    element.textContent = `Exercises of this chapter: ${done} of ${keys.length} done. This browser remembers.`;
  };
  show();
  const end = book.follow(show);
  invalidation?.then(end);
  return element;
}
