import type {Value} from "../value.js";

/** What every operation has: a layer, or several that one pass over memory can do. */
export interface OperationBase {
  readonly type: string;
  readonly name: string;
  readonly output: Value;
  /**
   * The block of whose residual function it is a part, or whose sum it makes, where a step can drop that: see endsResidual
   * in graph.ts.
   */
  residualOf?: string;
}
