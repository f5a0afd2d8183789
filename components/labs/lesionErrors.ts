import type {TrainingClient} from "../client/client.js";
import {lesionImages} from "./lesionImages.js";
import type {Specimen} from "./specimens.js";
import type {LesionStatistics} from "./statisticsChooser.js";

/** Test errors of one network without some of its blocks, known or measured by a worker. */
export interface LesionErrors {
  /** Returns the error without the blocks of these names, if it is known. */
  known(names: readonly string[]): number | undefined;
  /**
   * Measures the error without the blocks that *wanted* returns, and again while that changes, until it is known. Resolves
   * to the error that prevented it, if one did.
   */
  find(wanted: () => readonly string[]): Promise<Error | undefined>;
}

/** Options of lesionErrors. */
export interface LesionErrorsOptions {
  /** What normalizations go by. */
  statistics: LesionStatistics;
  /** Called after each error that is found. */
  onFound: () => void;
  /** Once it settles, nothing more is measured. */
  invalidation?: Promise<unknown>;
}

/** Known errors by the names of the deleted blocks; they last as long as the page. */
const errors = new WeakMap<Specimen, Record<LesionStatistics, Map<string, number>>>();

/** Returns the errors of *specimen*, on as many test images as were recorded. */
export function lesionErrors(
  specimen: Specimen,
  client: TrainingClient,
  {statistics, onFound, invalidation}: LesionErrorsOptions
): LesionErrors {
  const known = errors.get(specimen) ?? {running: new Map(), batch: new Map()};
  errors.set(specimen, known);
  const own = known[statistics];
  let busy = false;
  let over = false;
  invalidation?.then(() => (over = true));

  async function measure(names: readonly string[]): Promise<void> {
    const state = await specimen.state();
    if (over) return; // a request would start another worker
    const {spec} = specimen;
    const images = lesionImages(spec);
    const {rows} = await client.analyse({
      analysis: "lesions",
      spec,
      state,
      statistics,
      images,
      sets: [names]
    });
    for (const row of rows) own.set(row.deleted.join(), row.error);
    onFound();
  }

  return {
    known: (names) => own.get(names.join()),
    async find(wanted) {
      if (busy) return undefined; // the loop under way will measure it
      busy = true;
      try {
        for (let names = wanted(); !over && !own.has(names.join()); names = wanted()) await measure(names);
      } catch (error) {
        if (!own.has(wanted().join())) return error as Error; // otherwise the error wanted now is known
      } finally {
        busy = false;
      }
      return undefined;
    }
  };
}
