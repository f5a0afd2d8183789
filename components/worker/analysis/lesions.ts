import type {Batch} from "../../dataset/batches.js";
import type {Lesion, PlannedLesion} from "../../protocol/analyses.js";
import {type AnalysisControl, measureEach} from "./measureEach.js";
import {setGates, type Subject, type TestedModel} from "./subject.js";
import {testResult} from "./testError.js";

/**
 * Measures a trained network without the blocks of each of *planned*, on test *images*. A residual block is deleted by
 * F ≡ 0: its shortcut stays, also where that is a projection or changes the shape (see blockShapes). A plain block
 * is replaced by its bypass, which the network must have: see withBypasses. In the original order a relu follows the
 * shortcut, which leaves what is not negative as it is.
 *
 * Source: Veit et al. 2016 (arXiv:1605.06431), §4.1 and Fig. 3 (one block), §4.2 and Fig. 5 (a) (many).
 */
export async function lesions(
  subject: Subject<TestedModel>,
  images: readonly Batch[],
  planned: readonly PlannedLesion[],
  control: AnalysisControl<Lesion> = {}
): Promise<Lesion[]> {
  try {
    return await measureEach(
      planned,
      async (lesion) => {
        const deleted = new Set(lesion.deleted);
        setGates(subject, (block) => (deleted.has(block) ? {residual: 0, shortcut: 1} : undefined));
        return {...lesion, ...(await testResult(subject.model, images))};
      },
      control
    );
  } finally {
    setGates(subject);
  }
}
