import {describe, expect, test} from "vitest";
import {shallowSpec, toRunSpec} from "../../components/experiment/runSpec.js";
import {faultText} from "../../components/fields/english.js";
import {FaultError} from "../../components/fields/fault.js";
import {type DeepenedOptions, deepenedRun} from "../worker/deepenedRun.js";
import {tinySpec} from "../worker/tinyDataset.js";

describe("toRunSpec({deepened})", () => {
  const faultsOf = (options: DeepenedOptions): readonly string[] => {
    try {
      deepenedRun(options);
    } catch (error) {
      expect(error).toBeInstanceOf(FaultError);
      return (error as FaultError).faults.map(faultText);
    }
    return [];
  };
  const deepened = {from: "cifar-resnet-8", afterSteps: 3};
  const differs = "the deep network must be the shallow one with more blocks, and nothing else may differ";

  test("keeps it, and leaves it out where there is none", () => {
    expect(toRunSpec(deepenedRun())).toEqual(deepenedRun());
    expect(deepenedRun().deepened).toEqual(deepened);
    expect(tinySpec()).not.toHaveProperty("deepened");
  });

  const rules: [options: DeepenedOptions, fault: string][] = [
    [
      {deepened: {...deepened, afterSteps: 8}},
      "invalid deepened.afterSteps: 8; it must be less than the run's steps, 8"
    ],
    [
      {deepened: {...deepened, afterSteps: 0}},
      "invalid deepened.afterSteps: 0; it must be an integer from 1 to 100,000"
    ],
    [
      {deepened: {...deepened, from: 20 as unknown as string}},
      "invalid deepened.from: 20; it must be a network's name, such as cifar-resnet-20"
    ],
    [
      {deepened: {...deepened, from: "cifar-resnet-20"}},
      "invalid deepened: cifar-resnet-20 from cifar-resnet-20; the deep network must have more blocks"
    ],
    [
      {deepened: {...deepened, from: "cifar-resnet-26"}},
      `invalid deepened: cifar-resnet-20 from cifar-resnet-26; ${differs}`
    ],
    [
      {deepened: {...deepened, from: "cifar-plain-8"}},
      `invalid deepened: cifar-resnet-20 from cifar-plain-8; ${differs}`
    ],
    [
      {deepened: {...deepened, from: "cifar-wide-resnet-16-1"}},
      `invalid deepened: cifar-resnet-20 from cifar-wide-resnet-16-1; ${differs}`
    ],
    [
      {network: {zeroInitResidual: false}},
      "invalid deepened: cifar-resnet-20 from cifar-resnet-8; the added blocks must begin as the identity: choose zeroInitResidual, " +
        "which starts their last γ at 0"
    ],
    [
      {network: {shortcutScale: 0.5}},
      "invalid deepened: cifar-resnet-20 from cifar-resnet-8; the added blocks must begin as the identity: they need an " +
        "identity shortcut, λ 1 and relu"
    ],
    [{deepened: {...deepened, from: "cifar-resnet-9"}}, "invalid depth: 9; CIFAR networks have depth 6n + 2"]
  ];
  for (const [options, fault] of rules) {
    test(`throws “${fault}”`, () => {
      expect(faultsOf(options)).toEqual([fault]);
    });
  }

  test("throws on an unknown network and on unknown fields", () => {
    expect(faultsOf({deepened: {...deepened, from: "resnet-8"}})[0]).toMatch(/^unknown network: resnet-8; /);
    expect(faultsOf({deepened: {...deepened, steps: 3} as never})).toEqual([
      "unknown option: steps; the options of deepened are from, afterSteps"
    ]);
    expect(faultsOf({deepened: {afterSteps: 3} as never})[0]).toMatch(/^invalid deepened.from: none; /);
  });
});

test("shallowSpec(spec) is the same run, of the shallow network and as long as it is one", () => {
  const shallow = shallowSpec(deepenedRun());
  expect(shallow).toEqual({
    ...{...deepenedRun(), deepened: undefined, steps: 3},
    network: {...deepenedRun().network, name: "cifar-resnet-8", zeroInitResidual: false}
  });
  expect(shallow).not.toHaveProperty("deepened");
  expect(shallowSpec(tinySpec())).toBeUndefined();
});
