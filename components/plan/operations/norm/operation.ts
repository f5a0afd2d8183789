import type {Accumulation} from "../../epilogue.js";
import {gateOf} from "../../ground.js";
import {activationTensor, rowsOf} from "../../sizes.js";
import type {Tensor} from "../../tensor.js";
import type {Value} from "../../value.js";
import {addendOf, type Ending, endingOf, epilogueOf} from "../ending.js";
import type {OperationBase} from "../operationBase.js";
import type {OperationDescriptor} from "../operationDescriptor.js";

/** A batch normalization, with what follows it. */
export interface Norm extends OperationBase, Ending {
  readonly type: "norm";
  readonly input: Value;
}

/** Batch normalization: two passes over its input forward, two back. */
export const normOperation: OperationDescriptor<Norm> = {
  type: "norm",
  takesIn: "sum",
  leaves: {
    norm: (_leaf, x, {layerName, materialized, add}) =>
      add<Norm>({type: "norm", name: layerName(), input: materialized(x)})
  },
  inputs: (operation) => [operation.input, ...addendOf(operation)],
  trained: () => ["gammaBeta"],
  lower(operation, y, lowering) {
    const {name, input} = operation;
    const {call, tensorOf, save, mode} = lowering;
    const {batch, layout, parts} = lowering.ground;
    const size = rowsOf(input, batch);
    const x = tensorOf(input);
    const [gammaBeta, running] = [layout.tensor(name, "gammaBeta"), layout.tensor(name, "running")];
    const epilogue = epilogueOf(operation);
    const ending = endingOf(operation, lowering);
    if (mode === "running") {
      return call({type: "normalizeRunning", ...size, epilogue}, {x, gammaBeta, running, ...ending}, {y});
    }
    const count = parts.rows(size.rows, size.channels);
    const partials = activationTensor(`${name} partial sums`, count * 2 * size.channels);
    const saved = activationTensor(`${name} statistics`, 2 * size.channels);
    save(operation, saved);
    call({type: "normStatistics", ...size, parts: count}, {x}, {partials});
    call(
      {type: "normalize", ...size, parts: count, epilogue, running: true},
      {x, partials, gammaBeta, ...ending},
      {y, saved, running}
    );
  },
  differentiate(operation, dy, {ground, call, gradients, tensorOf, savedOf, multiplyBySlope, passAddend}) {
    const {name, input, output, activation} = operation;
    const {batch, layout, parts} = ground;
    const size = rowsOf(input, batch);
    const count = parts.rows(size.rows, size.channels);
    const gate = gateOf(operation, ground);
    const partials = activationTensor(`${name} partial sums`, count * 2 * size.channels);
    const [x, saved] = [tensorOf(input), savedOf(operation)];
    call(
      {type: "normGradientSums", ...size, parts: count, ...(activation && {activation})},
      {x, saved, y: activation && tensorOf(output)},
      {dy, partials}
    );
    gradients.ifDropped(output, () => multiplyBySlope(operation, dy));
    const read = {dy, x, saved, partials, gammaBeta: layout.tensor(name, "gammaBeta"), gate};
    const write = (dx: Tensor, accumulation: Accumulation, keepGate?: Tensor) =>
      call(
        {type: "normGradient", ...size, parts: count, gated: gate !== undefined, accumulation},
        {...read, keepGate},
        {dx, gammaBetaGradient: layout.gradient(name, "gammaBeta")}
      );
    if (gradients.wanted(input)) gradients.accumulate(input, write);
    else write(activationTensor(`${name} unused`, x.size), {keepGated: false}); // for γ and β
    passAddend(operation, dy);
  }
};
