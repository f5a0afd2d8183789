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

/** Where a reader is with an exercise, as plain data. */
export interface ExerciseState {
  done: boolean;
  /** What was answered; none before that. */
  answer?: unknown;
}

/** An exercise on its page, whose answer can be told and put back, as a host of frames does (embed/splice.ts). */
export interface ExerciseElement extends HTMLElement {
  readonly exercise: {
    readonly state: ExerciseState;
    /** Puts back what **state** was, of any version: what is none changes nothing. */
    restore(state: {done?: unknown; answer?: unknown}): void;
  };
}

/** How an exercise's answer is read and put back. */
export interface AnswerAccess {
  /** Returns the answer as plain data; undefined before there is one. */
  read(): unknown;
  /** Answers as the reader did; what no answer can be changes nothing. */
  restore(answer: unknown): void;
}

/** The frame of an exercise, and what notes that it is done. */
export interface ExerciseFrame {
  element: ExerciseElement;
  done(): void;
  /** Emits "answer": the reader has answered, rightly or not. */
  answered(): void;
}

/** Returns an exercise that asks its question, and holds *content* below it; it says whether it is done. */
export function exerciseFrame(
  {key, question, book = exerciseBook()}: ExerciseOptions,
  content: readonly Node[],
  {read, restore}: AnswerAccess
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
  const done = () => {
    book.add(key);
    show();
  };
  show();
  const exercise: ExerciseElement["exercise"] = {
    get state() {
      const answer = read();
      return {done: book.has(key), ...(answer !== undefined && {answer})};
    },
    restore(state) {
      restore(state.answer);
      if (state.done === true) done();
    }
  };
  return {
    element: Object.assign(element, {exercise}) as ExerciseElement,
    done,
    answered: () => void element.dispatchEvent(new Event("answer", {bubbles: true}))
  };
}
