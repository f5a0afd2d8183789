import {expect, test} from "vitest";
import {namedNetwork} from "../../components/network/named.js";
import {parameterCount, parameters} from "../../components/network/parameters.js";
import {outputShape} from "../../components/network/shapes.js";
import {inceptionNet, type InceptionNetOptions} from "../../components/network/zoo/inceptionNet.js";

const weightsOf = (module: string, options?: InceptionNetOptions) => {
  const specs = parameters(inceptionNet(options), [16, 16, 3]);
  return Object.fromEntries(
    specs
      .filter(({name, kind}) => name.startsWith(`${module}.`) && kind === "weight")
      .map(({name, shape}) => [name.slice(module.length + 1), shape.join("×")])
  );
};

test("inceptionNet() has modules in the proportions of GoogLeNet's 3a", () => {
  expect(weightsOf("inception1_1")).toEqual({
    "branch1.weight": "1×1×32×8",
    "branch2.0.weight": "1×1×32×12",
    "branch2.1.weight": "3×3×12×16",
    "branch3.0.weight": "1×1×32×2",
    "branch3.1.weight": "5×5×2×4",
    "branch4.1.weight": "1×1×32×4"
  });
});

test("without reductions the larger windows see all channels, and as many come out", () => {
  const options = {reductions: false};
  expect(weightsOf("inception1_1", options)).toEqual({
    "branch1.weight": "1×1×32×8",
    "branch2.1.weight": "3×3×32×16",
    "branch3.1.weight": "5×5×32×4",
    "branch4.1.weight": "1×1×32×4"
  });
  for (const size of [4, 16, 32]) {
    expect(outputShape(inceptionNet(), [size, size, 3])).toEqual([1, 1, 10]);
    expect(outputShape(inceptionNet(options), [size, size, 3])).toEqual([1, 1, 10]);
  }
});

test("its parameters, counted by hand", () => {
  // Of a module with c channels in and u = width/16: 1×1 of 4u, 6u before 8u, u before 2u, 2u after the pooling; with biases.
  const module = (c: number, u: number) =>
    [
      c * 4 * u + 4 * u,
      c * 6 * u + 6 * u + 9 * 6 * u * 8 * u + 8 * u,
      c * u + u + 25 * u * 2 * u + 2 * u,
      c * 2 * u + 2 * u
    ].reduce((sum, part) => sum + part, 0);
  const naive = (c: number, u: number) =>
    c * 4 * u + 4 * u + 9 * c * 8 * u + 8 * u + 25 * c * 2 * u + 2 * u + c * 2 * u + 2 * u;
  const whole = (of: typeof module) => 27 * 32 + 32 + 2 * of(32, 2) + of(32, 4) + of(64, 4) + 64 * 10 + 10;
  expect(parameterCount(inceptionNet(), [16, 16, 3])).toBe(whole(module));
  expect(parameterCount(inceptionNet({reductions: false}), [16, 16, 3])).toBe(whole(naive));
});

test("cifar-inception-N has its name and its options, and says which depths and widths there are", () => {
  const {expression} = namedNetwork("cifar-inception-6", {width: 16, reductions: false});
  expect(expression).toEqual(inceptionNet({depth: 6, width: 16, reductions: false, numClasses: 10}));
  expect(() => namedNetwork("cifar-inception-5")).toThrow(
    "invalid depth: 5; small Inception networks have depth 2n"
  );
  expect(() => namedNetwork("cifar-inception-4", {width: 20})).toThrow(
    "invalid width: 20; it must be a multiple of 8"
  );
  expect(() => namedNetwork("cifar-convnet-4", {reductions: false})).toThrow("unknown option: reductions");
});
