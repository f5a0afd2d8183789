import type {Allocation} from "./allocate.js";
import type {Program} from "./program.js";

/** What a machine must know: programs, and how much memory their tensors need. */
export interface MachinePlan {
  /** What is prepared when the machine is made. */
  readonly programs: readonly Program[];
  /** What may also be run, and is prepared when it first is. */
  readonly seldom: readonly Program[];
  /** Numbers in each space (see Space) that a program uses, but the activation memory. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly allocation: Allocation;
}
