import * as tf from "@tensorflow/tfjs";
import {activationCases} from "./kernelCases/activations.js";
import {convolutionCases} from "./kernelCases/convolutions.js";
import {dropoutCases} from "./kernelCases/dropouts.js";
import {elementwiseCases} from "./kernelCases/elementwise.js";
import type {CaseDraft, KernelCase, Parts} from "./kernelCases/kernelCase.js";
import {titleOf} from "./kernelCases/kernelTitle.js";
import {lossCases} from "./kernelCases/losses.js";
import {normCases} from "./kernelCases/norms.js";
import {optimizerCases} from "./kernelCases/optimizers.js";
import {placementCases} from "./kernelCases/placements.js";
import {poolCases} from "./kernelCases/pools.js";
import {responseCases} from "./kernelCases/responses.js";

export type {KernelCase, PartialSums} from "./kernelCases/kernelCase.js";

/** Options of kernelCases. */
export interface KernelCasesOptions {
  /** Returns in how many parts a kernel's sums are cut; it is given the kernel with 1. Defaults to 1 for all. */
  parts?: Parts;
}

/**
 * Returns every type of kernel with every one of its options over small shapes, and what each must give: by the reference
 * path on tfjs's cpu backend, which this sets, or by loops in float64 where there is no such path. Always the same.
 */
export async function kernelCases({parts = () => 1}: KernelCasesOptions = {}): Promise<KernelCase[]> {
  await tf.setBackend("cpu");
  const drafts: CaseDraft[] = [
    ...(await convolutionCases(parts)),
    ...(await normCases(parts)),
    ...(await activationCases()),
    ...(await placementCases()),
    ...(await poolCases()),
    ...(await responseCases()),
    ...dropoutCases(),
    ...(await lossCases()),
    ...(await elementwiseCases()),
    ...optimizerCases()
  ];
  return drafts.map((draft, index) => ({name: `${index + 1} ${titleOf(draft.kernel)}`, ...draft}));
}
