import type {Kernel} from "../../../components/plan/operations/kernels.js";

/** Tensors by the names that a kernel gives them. */
export type Tensors = Record<string, Float32Array | Int32Array>;

/** A kernel, what it is given, and what it must make of that. */
export interface KernelCase {
  readonly name: string;
  readonly kernel: Kernel;
  /** All that the kernel reads, and the first contents of what it changes in place. The rest may hold anything. */
  readonly tensors: Tensors;
  /**
   * All that the kernel writes. Of partial sums that it writes (`partials`) this holds the sum over the parts, since how
   * rows are dealt out to parts is an implementation's own affair.
   */
  readonly expected: Record<string, Float32Array>;
}

/** A case without its name. */
export type CaseDraft = Omit<KernelCase, "name">;

/** The kernels that write or read partial sums. */
export type PartialSums = Extract<Kernel, {parts: number}>;

/** Returns the number of a kernel's parts. */
export type Parts = (kernel: PartialSums) => number;

/** Returns *kernel* with the parts that it is to have. */
export function inParts<K extends PartialSums>(kernel: K, parts: Parts): K {
  return {...kernel, parts: parts(kernel)};
}
