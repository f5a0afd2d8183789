/** The words by which threads find each other, in the memory that they share. */
export const words = {arrived: 0, generation: 1, start: 2, program: 3, failed: 4};

/** Bytes of these words: a cache line. */
export const controlBytes = 64;

/** How often a thread looks before it sleeps: a kernel takes about as long, and to be woken takes longer. */
const looks = 20_000;

/** Nothing that a thread does alone takes so long: one of which nothing is heard is lost. */
const lostMs = 60_000;

/**
 * Returns a function that returns when each of so many *threads* has called it. Throws where one has failed, or is not heard
 * of.
 */
export function createBarrier(control: Int32Array, threads: number): () => void {
  return () => {
    const generation = Atomics.load(control, words.generation);
    if (Atomics.add(control, words.arrived, 1) < threads - 1) {
      waitWhile(control, words.generation, generation, lostMs);
    } else {
      Atomics.store(control, words.arrived, 0);
      release(control, words.generation);
    }
    if (Atomics.load(control, words.failed) !== 0) throw new Error("a thread of this network has failed");
  };
}

/** Lets go on who waits while a *word* is what it is. */
export function release(control: Int32Array, word: number): void {
  Atomics.add(control, word, 1);
  Atomics.notify(control, word);
}

/** Waits while a *word* has a *value*, at most *mostMs*; throws if it still has it then. */
export function waitWhile(control: Int32Array, word: number, value: number, mostMs = Infinity): void {
  for (let i = 0; i < looks; i++) if (Atomics.load(control, word) !== value) return;
  if (Atomics.wait(control, word, value, mostMs) === "timed-out")
    throw new Error("a thread of this network is not heard of");
}
