import {foldFormula, type Formula} from "../../../experiment/optimizers/formula.js";
import {
  optimizerOf,
  optimizers,
  type OptimizerType,
  scalarNames
} from "../../../experiment/optimizers/optimizers.js";
import {vectorsOf} from "../../machines/webgpu/elementwise.js";
import {type Shader, shader} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";
import {assemblyText} from "./assemblyText.js";

/**
 * gradients, scalars `[4·n]` → parameters, and each slot by its name: one step of an optimiser on all parameters at once,
 * `[size]` each
 */
export interface OptimizerStepKernel {
  readonly type: "optimizerStep";
  readonly optimizer: OptimizerType;
  readonly size: number;
}

/** The kernel on each machine, made of the optimiser's formulas. */
export const optimizerStep: KernelDescriptor<OptimizerStepKernel> = {
  type: "optimizerStep",
  shader: shaderOf,
  bind({optimizer, size}, {exports, at}) {
    const {slots} = optimizerOf(optimizer);
    const places = ["gradients", "scalars", "parameters", ...slots].map(at);
    return () => exports[optimizer](...places, size);
  },
  assembly: () => optimizers.map((optimizer) => ({name: optimizer.type, text: assemblyText(optimizer)}))
};

/** Reads and writes every number once; the values have the names that they have in the formulas. */
function shaderOf({optimizer: of, size}: OptimizerStepKernel): Shader {
  const optimizer = optimizerOf(of);
  const {slots, update} = optimizer;
  const {type, threads} = vectorsOf(size);
  const names = scalarNames(optimizer);
  const expressionOf = (formula: Formula) =>
    foldFormula<string>(formula, {
      value: (name) => `${name}_`,
      scalar: (name) => `scalars[${names.indexOf(name) >> 2}].${"xyzw"[names.indexOf(name) & 3]}`,
      add: (a, b) => `(${a} + ${b})`,
      sub: (a, b) => `(${a} - ${b})`,
      mul: (a, b) => `(${a} * ${b})`,
      div: (a, b) => `(${a} / ${b})`,
      sqrt: (a) => `sqrt(${a})`
    });
  const kept = [["parameter", "parameters"], ...slots.map((slot) => [slot, slot])];
  const own = new Set(kept.map(([name]) => name));
  return shader({
    uniforms: {scalars: Math.ceil(names.length / 4)},
    read: {gradients: type},
    write: {parameters: type, ...Object.fromEntries(slots.map((slot) => [slot, type]))},
    threads,
    body: [
      "let gradient_ = gradients[t];",
      ...kept.map(([name, buffer]) => `var ${name}_ = ${buffer}[t];`),
      ...update.map(
        ({name, formula}) => `${own.has(name) ? "" : "let "}${name}_ = ${expressionOf(formula)};`
      ),
      ...kept.map(([name, buffer]) => `${buffer}[t] = ${name}_;`)
    ].join("\n  ")
  });
}
