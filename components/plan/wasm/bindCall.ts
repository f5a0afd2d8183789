import {epsilon, momentum} from "../../model/normConstants.js";
import type {Activation} from "../../network/leaf.js";
import type {Accumulation, Geometry, Kernel} from "../kernel.js";
import type {WasmExports} from "./module.js";

/** As in assembly/activation.ts. */
const activationCodes = {relu: 1, tanh: 2, sigmoid: 3};

/** Bytes of a float32 number, and of the gate's g₁, g₂ and g₃ from its beginning. */
const float = 4;
const shortcutForward = float;
const residualBackward = 2 * float;
const shortcutBackward = 3 * float;

/**
 * Returns a function that runs a *kernel* once. All is decided here: the function does nothing but call WebAssembly.
 *
 * - *at* gives the byte where a tensor begins, by its name in kernel.ts; a multiple of 16
 * - *scratch*: byte where scratchBytes(kernel) bytes begin, a multiple of 16, that no tensor has
 */
export function bindCall(
  kernel: Kernel,
  at: (name: string) => number,
  scratch: number,
  exports: WasmExports
): () => void {
  /** A tensor that may be missing: then 0. */
  const maybe = (there: boolean, name: string, offset = 0) => (there ? at(name) + offset : 0);
  switch (kernel.type) {
    case "convolution": {
      const {geometry, bias, epilogue} = kernel;
      const {addendScale, gated, activation} = epilogue;
      const [x, weight, y] = [at("x"), at("weight"), at("y")];
      const [offset, addend] = [maybe(bias, "bias"), maybe(addendScale !== undefined, "addend")];
      const gate = maybe(gated, "gate");
      const code = codeOf(activation);
      const sizes = sizesOf(geometry);
      return () =>
        exports.convolution(x, weight, offset, addend, addendScale ?? 0, gate, y, scratch, code, ...sizes);
    }
    case "inputGradient": {
      const {geometry, gated, accumulation} = kernel;
      const [dy, weight, dx] = [at("dy"), at("weight"), at("dx")];
      const gate = maybe(gated, "gate", residualBackward);
      const [keep, keepGate] = keptOf(accumulation, at);
      const sizes = sizesOf(geometry);
      return () => exports.inputGradient(dy, weight, gate, keepGate, keep, dx, scratch, ...sizes);
    }
    case "filterGradient": {
      const {geometry, gated, parts} = kernel;
      const [x, dy, partials] = [at("x"), at("dy"), at("partials")];
      const gate = maybe(gated, "gate", residualBackward);
      const sizes = sizesOf(geometry);
      return () => exports.filterGradient(x, dy, gate, partials, scratch, parts, ...sizes);
    }
    case "biasGradient": {
      const {rows, channels, parts, gated} = kernel;
      const [dy, partials] = [at("dy"), at("partials")];
      const gate = maybe(gated, "gate", residualBackward);
      return () => exports.biasGradient(dy, gate, partials, rows, channels, parts);
    }
    case "normStatistics": {
      const {rows, channels, parts} = kernel;
      const [x, partials] = [at("x"), at("partials")];
      return () => exports.normStatistics(x, partials, scratch, rows, channels, parts);
    }
    case "normalize": {
      const {rows, channels, parts, epilogue} = kernel;
      const {addendScale, gated, activation} = epilogue;
      const [x, partials, gammaBeta] = [at("x"), at("partials"), at("gammaBeta")];
      const [y, saved, running] = [at("y"), at("saved"), maybe(kernel.running, "running")];
      const rest = [addendScale ?? 0, maybe(gated, "gate"), y, saved, running, scratch];
      const addend = maybe(addendScale !== undefined, "addend");
      const sizes = [rows, channels, parts, codeOf(activation), epsilon, momentum];
      return () => exports.normalize(x, partials, gammaBeta, addend, ...rest, ...sizes);
    }
    case "normalizeRunning": {
      const {rows, channels, epilogue} = kernel;
      const {addendScale, gated, activation} = epilogue;
      const [x, gammaBeta, running, y] = [at("x"), at("gammaBeta"), at("running"), at("y")];
      const addend = maybe(addendScale !== undefined, "addend");
      const rest = [addendScale ?? 0, maybe(gated, "gate"), y, scratch];
      const sizes = [rows, channels, codeOf(activation), epsilon];
      return () => exports.normalizeRunning(x, gammaBeta, running, addend, ...rest, ...sizes);
    }
    case "normGradientSums": {
      const {rows, channels, parts, activation} = kernel;
      const [x, saved, dy, partials] = [at("x"), at("saved"), at("dy"), at("partials")];
      const y = maybe(activation !== undefined, "y");
      const code = codeOf(activation);
      return () => exports.normGradientSums(x, saved, y, dy, partials, scratch, rows, channels, parts, code);
    }
    case "normGradient": {
      const {rows, channels, parts, gated, accumulation} = kernel;
      const [dy, x, saved, partials] = [at("dy"), at("x"), at("saved"), at("partials")];
      const [keep, keepGate] = keptOf(accumulation, at);
      const gates = [maybe(gated, "gate", residualBackward), keepGate, keep];
      const rest = [at("dx"), at("gammaBetaGradient"), scratch, rows, channels, parts];
      const gammaBeta = at("gammaBeta");
      return () => exports.normGradient(dy, x, saved, partials, gammaBeta, ...gates, ...rest);
    }
    case "combine": {
      const {size, scales, gated, activation} = kernel;
      const [x0, x1, y] = [at("x0"), maybe(scales.length > 1, "x1"), at("y")];
      const gate = maybe(gated !== false, "gate", gated === "shortcut" ? shortcutForward : 0);
      const [scale0, scale1 = 0] = scales;
      const code = codeOf(activation);
      return () => exports.combine(x0, x1, gate, y, size, scale0, scale1, code);
    }
    case "activationGradient": {
      const [y, dy, code] = [at("y"), at("dy"), codeOf(kernel.activation)];
      return () => exports.activationGradient(y, dy, kernel.size, code);
    }
    case "accumulate": {
      const {size, keep, scale, gated} = kernel;
      const [dy, dx] = [at("dy"), at("dx")];
      const gate = maybe(
        gated !== undefined,
        "gate",
        gated === "residual" ? residualBackward : shortcutBackward
      );
      return () => exports.accumulate(dy, gate, dx, size, keep, scale);
    }
    case "scale": {
      const {size, factor, gated} = kernel;
      const [dx, gate] = [at("dx"), maybe(gated, "gate", shortcutBackward)];
      return () => exports.scale(dx, gate, size, factor);
    }
    case "zero": {
      const dx = at("dx");
      return () => exports.zero(dx, kernel.size);
    }
    case "resample": {
      const {batch, height, width, channels, stride, outChannels} = kernel;
      const [x, y] = [at("x"), at("y")];
      return () => exports.resample(x, y, batch, height, width, channels, stride, outChannels);
    }
    case "resampleGradient": {
      const {batch, height, width, channels, stride, outChannels} = kernel;
      const [dy, dx, accumulate] = [at("dy"), at("dx"), Number(kernel.accumulate)];
      return () =>
        exports.resampleGradient(dy, dx, batch, height, width, channels, stride, outChannels, accumulate);
    }
    case "copyChannels": {
      const {rows, count, fromChannels, fromOffset, toChannels, toOffset} = kernel;
      const [from, to] = [at("x") + fromOffset * float, at("y") + toOffset * float];
      const [fromRow, toRow, accumulate] = [
        fromChannels * float,
        toChannels * float,
        Number(kernel.accumulate)
      ];
      return () => exports.copyChannels(from, to, rows, count, fromRow, toRow, accumulate);
    }
    case "globalAveragePool": {
      const {batch, positions, channels} = kernel;
      const [x, y] = [at("x"), at("y")];
      return () => exports.globalAveragePool(x, y, batch, positions, channels);
    }
    case "globalAveragePoolGradient": {
      const {batch, positions, channels} = kernel;
      const [dy, dx, accumulate] = [at("dy"), at("dx"), Number(kernel.accumulate)];
      return () => exports.globalAveragePoolGradient(dy, dx, batch, positions, channels, accumulate);
    }
    case "crossEntropy": {
      const {batch, classes, gradient} = kernel;
      const [logits, labels, metrics] = [at("logits"), at("labels"), at("metrics")];
      const dlogits = maybe(gradient, "dlogits");
      return () => exports.crossEntropy(logits, labels, metrics, dlogits, batch, classes);
    }
    case "squaredError": {
      const [output, target, metrics, doutput] = ["output", "target", "metrics", "doutput"].map(at);
      return () => exports.squaredError(output, target, metrics, doutput, kernel.size);
    }
    case "reduce": {
      const [partials, sums] = [at("partials"), at("sums")];
      const calls = kernel.segments.map(({size, parts, from, to}) => [
        partials + from * float,
        sums + to * float,
        size,
        parts
      ]);
      return () => calls.forEach((call) => exports.reduce(...call));
    }
    case "sgd": {
      const [gradients, hyper, parameters, velocities] = [
        "gradients",
        "hyper",
        "parameters",
        "velocities"
      ].map(at);
      return () => exports.sgd(gradients, hyper, parameters, velocities, kernel.size);
    }
    case "sumOfSquares": {
      const [x, sum] = [at("x"), at("sum")];
      return () => exports.sumOfSquares(x, sum, kernel.size);
    }
    default:
      return unknownKernel(kernel);
  }
}

function unknownKernel(kernel: never): never {
  throw new RangeError(`unknown kernel: ${JSON.stringify(kernel)}; WebAssembly has those of kernel.ts`);
}

function codeOf(activation: Activation["type"] | undefined): number {
  return activation ? activationCodes[activation] : 0;
}

/** The factor of what is kept, 0 if nothing is, and the place of its gate's g₃. */
function keptOf({keep = 0, keepGated}: Accumulation, at: (name: string) => number): number[] {
  return [keep, keepGated ? at("keepGate") + shortcutBackward : 0];
}

/** A geometry in the order that the kernels of convolutions take. */
function sizesOf(geometry: Geometry): number[] {
  const {batch, height, width, channels, outHeight, outWidth, filters} = geometry;
  const {kernel, stride, padding, dilation, groups} = geometry;
  return [
    ...[batch, height, width, channels, outHeight, outWidth, filters],
    ...[kernel, stride, padding, dilation, groups]
  ];
}
