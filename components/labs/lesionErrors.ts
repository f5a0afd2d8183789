import type {TrainingClient} from "../client/client.js";
import type {Specimen} from "./specimens.js";

/** Test errors of one network without some of its blocks: known ones, and new ones from a worker. */
export interface LesionErrors {
  /** Returns the error without the blocks of these names, if it is known. */
  known(names: readonly string[]): number | undefined;
  /**
   * Finds out the error without what *wanted* names, and again if that has changed meanwhile, until it is known. Resolves
   * to what went wrong with that, if anything did.
   */
  find(wanted: () => readonly string[]): Promise<Error | undefined>;
}

/** Errors stay known as long as the page, by the names of what is deleted. */
const errors = new WeakMap<Specimen, Map<string, number>>();

/** Returns the errors of *specimen*; **onFound** is called when there are more. */
export function lesionErrors(
  specimen: Specimen,
  client: TrainingClient,
  {onFound, invalidation}: {onFound: () => void; invalidation?: Promise<unknown>}
): LesionErrors {
  const own = errors.get(specimen) ?? new Map<string, number>();
  errors.set(specimen, own);
  let busy = false;
  let over = false;
  invalidation?.then(() => (over = true));

  async function measure(names: readonly string[]): Promise<void> {
    const state = await specimen.state();
    if (over) return; // a request would bring up another worker
    const {rows} = await client.analyse({analysis: "lesions", spec: specimen.spec, state, sets: [names]});
    for (const row of rows) own.set(row.deleted.join(), row.error);
    onFound();
  }

  return {
    known: (names) => own.get(names.join()),
    async find(wanted) {
      if (busy) return undefined; // it looks again
      busy = true;
      try {
        for (let names = wanted(); !over && !own.has(names.join()); names = wanted()) await measure(names);
      } catch (error) {
        if (!own.has(wanted().join())) return error as Error; // else what is wanted by now is known
      } finally {
        busy = false;
      }
      return undefined;
    }
  };
}
