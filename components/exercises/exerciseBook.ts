/** The exercises that a reader has done, by their keys, such as `degradation/outcome`. */
export interface ExerciseBook {
  has(key: string): boolean;
  /** Notes that an exercise is done. */
  add(key: string): void;
  /** Calls *listen* with each exercise that is done from now on. Returns what ends that. */
  follow(listen: (key: string) => void): () => void;
}

const storageKey = "residual-course-exercises";

/** Returns the book that *store* keeps, which defaults to this browser's. Where nothing can be kept, it lasts as long as the page. */
export function openExerciseBook(
  store: () => Pick<Storage, "getItem" | "setItem"> = () => localStorage
): ExerciseBook {
  const done = new Set(kept(store));
  const listeners = new Set<(key: string) => void>();
  return {
    has: (key) => done.has(key),
    add(key) {
      if (done.has(key)) return;
      done.add(key);
      keep(store, done);
      for (const listen of listeners) listen(key);
    },
    follow(listen) {
      listeners.add(listen);
      return () => void listeners.delete(listen);
    }
  };
}

let book: ExerciseBook | undefined;

/** The book of this browser, opened when it is first asked for. */
export const exerciseBook = (): ExerciseBook => (book ??= openExerciseBook());

/** Anything may be kept there, by another version or another page. */
function kept(store: () => Pick<Storage, "getItem">): string[] {
  try {
    const list: unknown = JSON.parse(store().getItem(storageKey) ?? "[]");
    return Array.isArray(list) ? list.filter((key) => typeof key === "string") : [];
  } catch {
    return [];
  }
}

function keep(store: () => Pick<Storage, "setItem">, done: ReadonlySet<string>): void {
  try {
    store().setItem(storageKey, JSON.stringify([...done]));
  } catch {
    // a full store, or none: the book lasts as long as the page
  }
}
