import type {Accumulation} from "../../epilogue.js";
import {gateOf} from "../../ground.js";
import type {Parts} from "../../program.js";
import {activationTensor, type Rows, rowsOf} from "../../sizes.js";
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
    const {count, partials} = partsOf(operation, size, parts);
    const saved = activationTensor(`${name} statistics`, 2 * size.channels);
    save(operation, saved);
    if (partials) call({type: "normStatistics", ...size, parts: count}, {x}, {partials});
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
    const {count, partials} = partsOf(operation, size, parts);
    const gate = gateOf(operation, ground);
    const slope = activation && {activation};
    const ended = {x: tensorOf(input), saved: savedOf(operation), y: activation && tensorOf(output)};
    if (partials) call({type: "normGradientSums", ...size, parts: count, ...slope}, ended, {dy, partials});
    gradients.ifDropped(output, () => multiplyBySlope(operation, dy));
    const own = partials ? undefined : slope; // multiplied by in normGradient
    const kernel = {type: "normGradient", ...size, parts: count, ...own, gated: gate !== undefined} as const;
    const read = {...ended, partials, gammaBeta: layout.tensor(name, "gammaBeta"), gate};
    const write = (dx: Tensor, accumulation: Accumulation, keepGate?: Tensor) =>
      call(
        {...kernel, accumulation},
        {...read, y: own && ended.y, ...(!own && {dy}), keepGate},
        {dx, gammaBetaGradient: layout.gradient(name, "gammaBeta"), ...(own && {dy})}
      );
    if (gradients.wanted(input)) gradients.accumulate(input, write);
    else write(activationTensor(`${name} unused`, ended.x.size), {keepGated: false}); // for γ and β
    passAddend(operation, dy);
  }
};

/** Returns in how many parts a normalization's sums are cut, and where they are: 0, nowhere, if one kernel does all. */
function partsOf({name}: Norm, {rows, channels}: Rows, parts: Parts): {count: number; partials?: Tensor} {
  if (parts.together(rows, channels)) return {count: 0};
  const count = parts.rows(rows, channels);
  return {count, partials: activationTensor(`${name} partial sums`, count * 2 * channels)};
}
