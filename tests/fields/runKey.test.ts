import {describe, expect, test} from "vitest";
import {type RunDifference, runKey} from "../../components/experiment/runKey.js";
import {type RunSpec, toRunSpec} from "../../components/experiment/runSpec.js";
import {type Setting, settings} from "../../components/experiment/settings.js";

const spec = toRunSpec({network: {name: "cifar-resnet-20"}});
const counted = settings.filter(({section}) => section !== "display");

/** *spec* with something else for one setting, whether that can be or not. */
function changed({section, name}: Setting): RunSpec {
  const copy = structuredClone(spec) as unknown as Record<string, Record<string, unknown>>;
  (section === "training" ? (copy as Record<string, unknown>) : copy[section])[name] = "changed";
  return copy as unknown as RunSpec;
}

describe("runKey(spec)", () => {
  test("is the same for the same run: of another order, out of a file, or with its defaults spelled out", () => {
    const {network, optimizer, ...rest} = spec;
    const reversed = Object.fromEntries(Object.entries(optimizer).reverse()) as typeof optimizer;
    expect(runKey({optimizer: reversed, ...rest, network})).toBe(runKey(spec));
    expect(runKey(JSON.parse(JSON.stringify(spec)) as RunSpec)).toBe(runKey(spec));
    const spelled = {name: "cifar-resnet-20", width: 8, preActivation: false, survival: 1};
    expect(runKey(toRunSpec({network: spelled, steps: 200, optimizer: {momentum: 0.9}}))).toBe(runKey(spec));
  });

  for (const setting of counted)
    test(`is another if ${setting.key} is, unless that may differ, alone or with its section`, () => {
      const other = changed(setting);
      expect(runKey(other)).not.toBe(runKey(spec));
      for (const may of [setting.key, setting.section] as RunDifference[])
        expect(runKey(other, [may])).toBe(runKey(spec, [may]));
      const [{key}] = counted.filter(({section}) => section !== setting.section);
      const besides = key as RunDifference;
      expect(runKey(other, [besides])).not.toBe(runKey(spec, [besides]));
    });

  test("is another if every setting is equal but the optimiser's type", () => {
    const numbers = {learningRate: 0.01, weightDecay: 0.01};
    const [sgd, adamW] = (["sgd", "adamW"] as const).map((type) =>
      runKey(toRunSpec({network: spec.network, optimizer: {type, ...numbers}}))
    );
    expect(sgd).not.toBe(adamW);
  });
});

describe("runKey(spec, differences)", () => {
  const plain = toRunSpec({network: {name: "cifar-plain-20"}});
  const wide = toRunSpec({network: {name: "cifar-plain-20", width: 16}});

  test("tells names apart, unless the name or the whole network may differ", () => {
    expect(runKey(plain)).not.toBe(runKey(spec));
    expect(runKey(plain, ["name"])).toBe(runKey(spec, ["name"]));
    expect(runKey(wide, ["name"])).not.toBe(runKey(spec, ["name"]));
    expect(runKey(wide, ["network"])).toBe(runKey(spec, ["network"]));
  });

  test("tells apart what was deepened, from what, and after how many steps", () => {
    const deepened = (from: string, afterSteps: number) =>
      runKey(
        toRunSpec({
          network: {name: "cifar-resnet-20", zeroInitResidual: true},
          deepened: {from, afterSteps}
        })
      );
    const keys = [
      runKey(toRunSpec({network: {name: "cifar-resnet-20", zeroInitResidual: true}})),
      deepened("cifar-resnet-8", 10),
      deepened("cifar-resnet-14", 10),
      deepened("cifar-resnet-8", 20)
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
