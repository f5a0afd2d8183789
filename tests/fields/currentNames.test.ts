import {describe, expect, test} from "vitest";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import {toTraining} from "../../components/experiment/trainingSpec.js";
import {currentNames} from "../../components/fields/currentNames.js";
import {faultsOf} from "../../components/fields/fault.js";
import {namedNetwork} from "../../components/network/named.js";
import {parseOptions} from "../../components/network/namedOptions.js";

const table = {learningRate: {former: ["rate", "step"]}, steps: {}};

describe("currentNames(table, given)", () => {
  test("gives each field the name of today, and leaves out what is undefined", () => {
    expect(currentNames(table, {rate: 1, learningRate: undefined, other: 2})).toEqual({
      values: {learningRate: 1, other: 2},
      faults: []
    });
  });

  test("has a fault of an option under two of its names, though both say the same", () => {
    for (const names of [
      ["rate", "learningRate"],
      ["rate", "step"]
    ])
      expect(currentNames(table, {[names[0]]: 1, [names[1]]: 1}).faults).toEqual([
        {field: "learningRate", value: [1, 1], rule: {is: "oneName", names}}
      ]);
  });
});

describe("a setting under its former name and today's is a fault", () => {
  const name = "cifar-resnet-8";
  const twice: [string, string[], () => unknown][] = [
    [
      "an optimizer",
      ["rate", "learningRate"],
      () => toRunSpec({network: {name}, optimizer: both("rate", "learningRate")})
    ],
    [
      "a run spec",
      ["evaluate", "evaluationInterval"],
      () => toRunSpec({network: {name}, ...both("evaluate", "evaluationInterval")})
    ],
    [
      "a training",
      ["evaluate", "evaluationInterval"],
      () => toTraining({networks: [name], ...both("evaluate", "evaluationInterval")})
    ],
    [
      "a training's place",
      ["path", "executor"],
      () => toTraining({networks: [name], path: "plan", executor: "plan"} as never)
    ],
    [
      "a network choice",
      ["scale", "shortcutScale"],
      () => toTraining({networks: [{name, ...both("scale", "shortcutScale")}]})
    ],
    ["a network", ["classes", "numClasses"], () => namedNetwork(name, both("classes", "numClasses"))],
    ["a command line", ["classes", "numClasses"], () => parseOptions({classes: "1", numClasses: "1"})]
  ];
  for (const [where, names, read] of twice)
    test(`in ${where}`, () => {
      let error: unknown;
      try {
        read();
      } catch (thrown) {
        error = thrown;
      }
      expect(faultsOf(error)?.map(({field, rule}) => [field, rule])).toEqual([
        [names[1], {is: "oneName", names}]
      ]);
    });
});

function both(...names: string[]): object {
  return Object.fromEntries(names.map((name) => [name, 1]));
}
