import {html} from "htl";
import {type ExerciseBook, exerciseBook} from "./exerciseBook.js";

/** What every exercise is told. */
export interface ExerciseOptions {
  /** Its page and a name of its own: `degradation/outcome`. */
  key: string;
  /** What is asked. */
  question: Node | string;
  /** Defaults to that of this browser. */
  book?: ExerciseBook;
}

/** The frame of an exercise, and what notes that it is done. */
export interface ExerciseFrame {
  element: HTMLElement;
  done(): void;
}

/** Returns an exercise that asks its question, and holds *content* below it; it says whether it is done. */
export function exerciseFrame(
  {key, question, book = exerciseBook()}: ExerciseOptions,
  content: readonly Node[]
): ExerciseFrame {
  const mark = html`<span class="exercise-mark"></span>`;
  const element = html`<div class="exercise" role="group" aria-label="Exercise" data-exercise=${key}>
    <p class="exercise-head">Exercise ${mark}</p>
    <p class="exercise-question">${question}</p>
    ${content}
  </div>`;
  const show = () => {
    const done = book.has(key);
    mark.textContent = done ? "✓ done" : "";
    element.toggleAttribute("data-done", done);
  };
  show();
  return {
    element,
    done() {
      book.add(key);
      show();
    }
  };
}
