import {beforeAll, describe, expect, test} from "vitest";
import {relativeError} from "../../components/model/relativeError.js";
import {kernels} from "../../components/plan/operations/kernels.js";
import {type KernelCase, kernelCases} from "./kernelCases.js";

describe("kernelCases()", () => {
  let cases: KernelCase[];

  beforeAll(async () => {
    cases = await kernelCases();
  });

  test("has every type of kernel", () => {
    expect(new Set(cases.map(({kernel}) => kernel.type))).toEqual(new Set(kernels.map(({type}) => type)));
  });

  test("gives each case a name of its own", () => {
    expect(new Set(cases.map(({name}) => name)).size).toBe(cases.length);
  });

  test("gives numbers only", () => {
    for (const {name, tensors, expected} of cases) {
      const values = [...Object.values(tensors), ...Object.values(expected)];
      expect(values.length, name).toBeGreaterThan(1);
      for (const value of values) {
        expect(value.length, name).toBeGreaterThan(0);
        expect(
          value.every((number) => Number.isFinite(number)),
          name
        ).toBe(true);
      }
    }
  });

  test("gives the same whatever the parts, except the partial sums that are read", async () => {
    const other = await kernelCases({parts: () => 3});
    expect(other.map(({expected}) => expected)).toEqual(cases.map(({expected}) => expected));
    const inParts = other.filter(({kernel}) => "parts" in kernel && kernel.parts === 3);
    expect(inParts.length).toBeGreaterThan(0);
    for (const {name, tensors} of inParts) {
      if (!tensors.partials) continue;
      const whole = cases.find((one) => one.name.split(" ")[0] === name.split(" ")[0])!.tensors.partials;
      const sum = whole.map((_, i) =>
        [0, 1, 2].reduce((sum, part) => sum + tensors.partials[part * whole.length + i], 0)
      );
      expect(relativeError(sum, whole), name).toBeLessThan(1e-6);
    }
  });
});

describe("relativeError(ours, theirs)", () => {
  test("is ‖ours − theirs‖ / ‖theirs‖", () => {
    expect(relativeError([3, 5], [3, 4])).toBeCloseTo(0.2);
    expect(relativeError([0, 0], [0, 0])).toBe(0);
  });

  test("is infinite for another length, and for what is no number", () => {
    expect(relativeError([1], [1, 2])).toBe(Infinity);
    expect(relativeError([NaN, 1], [1, 1])).toBe(Infinity);
  });
});
