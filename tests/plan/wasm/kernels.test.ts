import {beforeAll, describe, expect, test} from "vitest";
import type {WasmBuild} from "../../../components/experiment/wasmBuild.js";
import {relativeError} from "../../../components/model/relativeError.js";
import {openWasm} from "../../../components/plan/machines/wasm/module.js";
import {bindKernel, scratchBytes} from "../../../components/plan/operations/kernels.js";
import {type KernelCase, kernelCases} from "../kernelCases.js";
import {withRelaxedSimd} from "./relaxedSimd.js";

type Results = Record<string, Float32Array>;

/** What stands where no tensor has a value yet, and around tensors: no kernel may let it through or change it. */
const untouched = NaN;

/** Numbers between two tensors. */
const gap = 16;

/** Runs a case once by a *build*, on a memory of its own; throws if the kernel writes outside of its tensors. */
async function run({kernel, tensors, expected}: KernelCase, build: WasmBuild): Promise<Results> {
  const parts = "parts" in kernel ? kernel.parts : 1;
  const sizes = new Map(Object.entries(tensors).map(([name, {length}]) => [name, length]));
  for (const [name, {length}] of Object.entries(expected))
    if (!sizes.has(name)) sizes.set(name, name === "partials" ? length * parts : length);
  const places = new Map<string, number>();
  let end = gap;
  for (const [name, size] of sizes) {
    places.set(name, end);
    end = Math.ceil((end + size) / 4) * 4 + gap;
  }
  const scratch = end;
  const scratchEnd = scratch + scratchBytes(kernel) / 4;
  const {exports, memory, start} = await openWasm((scratchEnd + gap) * 4, build);
  const numbers = new Float32Array(memory.buffer, start, scratchEnd + gap).fill(untouched);
  for (const [name, values] of Object.entries(tensors)) {
    if (values instanceof Int32Array) new Int32Array(memory.buffer, start).set(values, places.get(name)!);
    else numbers.set(values, places.get(name)!);
  }
  const at = (name: string) => {
    if (!places.has(name))
      throw new RangeError(`unknown tensor: ${name}; the case has ${[...places.keys()]}`);
    return start + places.get(name)! * 4;
  };

  bindKernel(kernel, {at, scratch: start + scratch * 4, share: [0, 1], exports})();

  const owned = [...sizes].map(([name, size]) => [places.get(name)!, places.get(name)! + size]);
  owned.push([scratch, scratchEnd]);
  numbers.forEach((value, i) => {
    if (Number.isNaN(value) || owned.some(([from, to]) => i >= from && i < to)) return;
    throw new Error(`number ${i} was written; it belongs to no tensor of ${[...places.keys()]}`);
  });
  const result = (name: string) => numbers.slice(places.get(name)!, places.get(name)! + sizes.get(name)!);
  return Object.fromEntries(Object.keys(expected).map((name) => [name, result(name)]));
}

/** Adds up the parts of partial sums that a kernel wrote. */
function whole(name: string, values: Float32Array, length: number): Float32Array {
  if (name !== "partials") return values;
  const sum = new Float32Array(length);
  values.forEach((value, i) => (sum[i % length] += value));
  return sum;
}

/** In how many parts sums are made, and the cases for that: the reference computes them once for both builds. */
const casesByParts = new Map([1, 3].map((parts) => [parts, kernelCases({parts: () => parts})]));

const ways = (["exact", "relaxed"] as const).flatMap((build) =>
  [...casesByParts.keys()].map((parts) => [build, parts] as const)
);

describe.each(ways)("bindKernel(kernel), the %s build, with sums in %i parts", (build, parts) => {
  withRelaxedSimd();

  let cases: KernelCase[];
  let results: Results[];
  const runAll = () => Promise.all(cases.map((one) => run(one, build)));

  beforeAll(async () => {
    cases = await casesByParts.get(parts)!;
    results = await runAll();
  });

  test("gives what the reference gives", () => {
    const faults = cases.flatMap(({name, expected}, i) =>
      Object.entries(expected).flatMap(([tensor, values]) => {
        const error = relativeError(whole(tensor, results[i][tensor], values.length), values);
        return error < 1e-5 ? [] : [`${name}: ${tensor} is off by ${error}`];
      })
    );
    expect(faults).toEqual([]);
  });

  test("gives the same bits again", async () => {
    expect(await runAll()).toEqual(results);
  });
});
