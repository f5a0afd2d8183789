import {exerciseCount} from "./exerciseCount.js";

/** The exercises of a chapter: each by its name, and how many are done. */
export interface ChapterExercises<Name extends string> {
  /** Returns an exercise. */
  show(name: Name): HTMLElement;
  /** Returns a line that counts what is done. */
  count(options?: {invalidation?: Promise<unknown>}): HTMLElement;
}

/**
 * Returns the exercises of a *page*, of what makes each when it is told its key. **cells** names those that are cells of the page,
 * which check themselves (check.ts).
 */
export function chapterExercises<Name extends string>(
  page: string,
  made: Readonly<Record<Name, (key: string) => HTMLElement>>,
  {cells = []}: {cells?: readonly string[]} = {}
): ChapterExercises<Name> {
  const keyOf = (name: string) => `${page}/${name}`;
  return {
    show: (name) => made[name](keyOf(name)),
    count: ({invalidation} = {}) =>
      exerciseCount({keys: [...Object.keys(made), ...cells].map(keyOf), invalidation})
  };
}
