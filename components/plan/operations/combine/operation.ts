import type {Activation} from "../../../network/leaf.js";
import {gateOf} from "../../ground.js";
import type {Term} from "../../value.js";
import type {Ending} from "../ending.js";
import type {OperationBase} from "../operationBase.js";
import type {OperationDescriptor} from "../operationDescriptor.js";
import type {Tracing} from "../tracing.js";

/** One term, or the sum of two, and an activation. Of a residual block's sum, the residual function comes first. */
export interface Combine extends OperationBase, Omit<Ending, "addend"> {
  readonly type: "combine";
  readonly terms: readonly Term[];
}

/** Sums, and activations by themselves. */
export const combineOperation: OperationDescriptor<Combine> = {
  type: "combine",
  takesIn: "activation",
  leaves: {relu: activated, tanh: activated, sigmoid: activated},
  inputs: ({terms}) => terms.map(({value}) => value),
  lower({terms, ...ending}, y, {ground, call, tensorOf}) {
    const {gate, activation} = ending;
    const scales = terms.map(({scale}) => scale);
    const [x0, x1] = terms.map(({value}) => tensorOf(value));
    call(
      {type: "combine", size: y.size, scales, gated: gate !== undefined, activation},
      {x0, x1, gate: gateOf(ending, ground)},
      {y}
    );
  },
  differentiate(operation, dy, {inside, gradients, slope, pass}) {
    const {terms, gate, output, residualOf} = operation;
    slope(operation, dy);
    // Only the last may have dy itself: the others still read it.
    for (const [i, term] of terms.entries()) {
      const [role, own] = [i === 0 ? "residual" : "shortcut", i === terms.length - 1] as const;
      inside(role === "residual" ? residualOf : gradients.homeOf(output), () =>
        pass(term, dy, {gate, role, own})
      );
    }
  }
};

function activated({type: activation}: Activation, x: Term, {name, add}: Tracing): Term {
  return add<Combine>({type: "combine", name: `${name} ${activation}`, terms: [x], activation});
}
