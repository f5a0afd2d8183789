import {describe, expect, test} from "vitest";
import {toNetwork} from "../../components/experiment/runSpec.js";
import {parameters, type ParameterSpec} from "../../components/network/parameters.js";
import {fromStateValues, toStateValues} from "../../components/stores/stateValues.js";
import {tinySpec} from "../worker/tinyDataset.js";

const common = {
  layerName: "",
  layer: "conv",
  trainable: true,
  fanIn: 1,
  zeroInit: false,
  head: false
} as const;
const specs: ParameterSpec[] = [
  {...common, name: "conv.weight", kind: "weight", shape: [1, 1, 2, 2]},
  {...common, name: "bn.running_mean", kind: "runningMean", shape: [2]}
];
const state = {
  "bn.running_mean": Float32Array.of(5, 6),
  "conv.weight": Float32Array.of(1, 2, 3, 4)
};

describe("toStateValues(state, specs)", () => {
  test("has the numbers of each spec, in the order of the specs, and no velocities", () => {
    const velocity = {"velocity:conv.weight": Float32Array.of(9, 9, 9, 9)};
    expect([...toStateValues({...velocity, ...state}, specs)]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("throws at a parameter that is missing, or of another size", () => {
    const {"conv.weight": weight} = state;
    expect(() => toStateValues({"conv.weight": weight}, specs)).toThrow(
      "invalid state: no values of bn.running_mean; it has 2"
    );
    expect(() => toStateValues({...state, "conv.weight": weight.slice(1)}, specs)).toThrow(
      "invalid state: 3 values of conv.weight; it has 4"
    );
  });
});

describe("fromStateValues(values, specs)", () => {
  test("is the state that toStateValues was given, in arrays of their own", () => {
    const values = toStateValues(state, specs);
    const read = fromStateValues(values, specs);
    values.fill(0);
    expect(read).toEqual(state);
  });

  test("fits a whole network, with its running statistics", () => {
    const {expression, input} = toNetwork(tinySpec());
    const own = parameters(expression, input);
    const size = own.reduce((sum, {shape}) => sum + shape.reduce((a, b) => a * b), 0);
    const values = Float32Array.from({length: size}, (_, i) => i);
    const read = fromStateValues(values, own);
    expect(Object.keys(read)).toEqual(own.map(({name}) => name));
    expect(toStateValues(read, own)).toEqual(values);
  });

  test("throws at fewer or more numbers than the network has", () => {
    for (const count of [5, 7])
      expect(() => fromStateValues(new Float32Array(count), specs)).toThrow(
        `invalid state: ${count} values; this network has 6`
      );
  });
});
