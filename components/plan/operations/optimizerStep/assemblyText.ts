import {foldFormula, type Formula, type FormulaFold} from "../../../experiment/optimizers/formula.js";
import type {Optimizer} from "../../../experiment/optimizers/optimizer.js";
import {scalarNames} from "../../../experiment/optimizers/optimizers.js";

/**
 * Returns an optimiser's step in AssemblyScript: a module that exports a function of its type's name, which takes the
 * places of gradients, scalars, parameters and slots, and a size. It goes through four numbers at a time, then through
 * those that are left.
 */
export function assemblyText(optimizer: Optimizer): string {
  const {type, slots} = optimizer;
  const scalars = scalarNames(optimizer);
  const places = ["gradients", "scalars", "parameters", ...slots].map((name) => `${name}: usize`);
  return `import {float, vector} from "../../../machines/wasm/assembly/simd";

export function ${type}(${places.join(", ")}, size: i32): void {
${scalars.map((name, i) => `  const ${name}_: f32 = load<f32>(scalars, ${4 * i});`).join("\n")}
${scalars.map((name) => `  const ${name}_4 = f32x4.splat(${name}_);`).join("\n")}
  const bytes = (<usize>size) << 2;
  const vectors = (<usize>(size & ~3)) << 2;
  let at: usize = 0;
  for (; at < vectors; at += vector) {
${body(optimizer, {load: "v128.load", store: "v128.store", fold: vectorFold}).join("\n")}
  }
  for (; at < bytes; at += float) {
${body(optimizer, {load: "load<f32>", store: "store<f32>", fold: numberFold}).join("\n")}
  }
}
`;
}

/** How four numbers, or one, are loaded, stored and computed with. */
interface Words {
  load: string;
  store: string;
  fold: FormulaFold<string>;
}

function body({slots, update}: Optimizer, {load, store, fold}: Words): string[] {
  const kept = [["parameter", "parameters"], ...slots.map((slot) => [slot, slot])];
  const own = new Set(kept.map(([name]) => name));
  const line = (name: string, formula: Formula) =>
    `    ${own.has(name) ? "" : "const "}${name}_v = ${foldFormula(formula, fold)};`;
  return [
    `    const gradient_v = ${load}(gradients + at);`,
    ...kept.map(([name, place]) => `    let ${name}_v = ${load}(${place} + at);`),
    ...update.map(({name, formula}) => line(name, formula)),
    ...kept.map(([name, place]) => `    ${store}(${place} + at, ${name}_v);`)
  ];
}

const vectorFold: FormulaFold<string> = {
  value: (name) => `${name}_v`,
  scalar: (name) => `${name}_4`,
  add: (a, b) => `f32x4.add(${a}, ${b})`,
  sub: (a, b) => `f32x4.sub(${a}, ${b})`,
  mul: (a, b) => `f32x4.mul(${a}, ${b})`,
  div: (a, b) => `f32x4.div(${a}, ${b})`,
  sqrt: (a) => `f32x4.sqrt(${a})`
};

const numberFold: FormulaFold<string> = {
  value: (name) => `${name}_v`,
  scalar: (name) => `${name}_`,
  add: (a, b) => `(${a} + ${b})`,
  sub: (a, b) => `(${a} - ${b})`,
  mul: (a, b) => `(${a} * ${b})`,
  div: (a, b) => `(${a} / ${b})`,
  sqrt: (a) => `sqrt<f32>(${a})`
};
