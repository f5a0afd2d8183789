import {describe, expect, test} from "vitest";
import type {ErrorRow} from "../../../components/charts/errorRows.js";
import {packed} from "../../../components/charts/packedLandscape.js";
import {exampleFacts, type ExampleSources, withFacts} from "../../../scripts/site/exampleFacts.js";

describe("exampleFacts(sources)", () => {
  test("says what the recordings say", () => {
    const facts = exampleFacts(sources());
    expect(facts).toMatchObject({
      steps: "400",
      seeds: "5",
      plain56At200: "20\u00a0% (10 to 30)",
      plain20Training: "40\u00a0% (30 to 50)",
      plain20Test: "41\u00a0% (31 to 51)",
      plain34: "28.50\u00a0%",
      residual18: "27.88\u00a0%",
      gradientSeeds: "3",
      plain56First: "476",
      plain56Last: "0.455",
      plain56FirstAt100: "4.1 · 10⁻³",
      lesionSeeds: "3",
      plain20Lesions: "2\u00a0% → 71 to 93\u00a0%"
    });
    expect(facts.plain56Pits).toBe("1 pit");
    expect(facts.residual56NearPits).toBe("no pit");
  });

  test("passes over the blocks of residual-56 before the fourth", () => {
    expect(exampleFacts(sources()).residual56Lesions).toBe("5\u00a0% → 4 to 12\u00a0%");
  });

  test("throws if a recording is missing", () => {
    expect(() => exampleFacts({...sources(), gradients: {curves: []}})).toThrow(
      "missing fact: gradients of cifar-plain-56"
    );
    const {degradation} = sources();
    expect(() => exampleFacts({...sources(), degradation: {...degradation, caption: "recorded"}})).toThrow(
      "missing fact: number of seeds"
    );
  });
});

describe("withFacts(html, facts)", () => {
  test("puts each fact in the place of its name", () => {
    expect(withFacts("<b>{{a}}</b> {{b}} {{a}}", {a: "$1", b: "2"})).toBe("<b>$1</b> 2 $1");
  });

  test("throws for a name without a fact, and for a fact without a name", () => {
    expect(() => withFacts("{{c}}", {})).toThrow("missing fact: c");
    expect(() => withFacts("", {a: "1"})).toThrow("unused facts: a");
  });
});

/** Errors of four networks: a tenth a hundred steps; those of test images are a hundredth higher. */
function rows(): ErrorRow[] {
  return ["cifar-plain-20", "cifar-plain-56", "cifar-resnet-20", "cifar-resnet-56"].flatMap((net) =>
    [100, 200, 400].flatMap((step) =>
      (["training", "test"] as const).map((split) => {
        const error = step / 1000 + (split === "test" ? 0.01 : 0);
        return {run: "recorded run", net, split, step, error, low: error - 0.1, high: error + 0.1};
      })
    )
  );
}

function sources(): ExampleSources {
  const curve = {
    net: "cifar-plain-56",
    spec: {network: {norm: true}},
    seeds: 3,
    measured: [
      {step: 1, gradients: [476.2, 20, 0.455]},
      {step: 100, gradients: [0.00412, 1, 0.3]}
    ]
  };
  const landscapes = (net: string, loss: number[]) => ({
    net,
    seeds: [],
    first: [0.02, 0.001].map((range) =>
      packed({columns: 3, rows: 3, range, loss, error: loss.map(() => 0)}, 1)
    )
  });
  const lesions = (name: string, whole: number, errors: number[]) => ({
    spec: {network: {name}},
    seeds: 3,
    lesions: {running: {whole, each: errors.map((error, i) => ({x: i + 1, error}))}}
  });
  return {
    degradation: {rows: rows(), caption: "recorded: mean of 5 seeds, wasm", spec: {steps: 400}},
    gradients: {curves: [{...curve, spec: {network: {norm: false}}, measured: []}, curve]},
    landscape: {
      networks: [
        landscapes("cifar-plain-56", [1, 1, 1, 1, 0, 1, 1, 1, 1]),
        landscapes("cifar-resnet-56", [0, 1, 2, 3, 4, 5, 6, 7, 8])
      ],
      caption: "recorded"
    },
    paths: {
      networks: [
        lesions("cifar-plain-20", 0.0227, [0.7107, 0.93, 0.76]),
        lesions("cifar-resnet-56", 0.048, [0.66, 0.37, 0.2, 0.04, 0.12])
      ],
      caption: "recorded"
    },
    published: {
      imageNet: {
        networks: [
          {net: "plain-18", errorPercent: 27.94},
          {net: "plain-34", errorPercent: 28.5},
          {net: "resnet18", errorPercent: 27.88},
          {net: "resnet34", errorPercent: 25.03}
        ]
      }
    }
  } as unknown as ExampleSources;
}
