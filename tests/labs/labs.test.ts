// @vitest-environment jsdom
import {readdirSync, readFileSync} from "node:fs";
import {beforeEach, describe, expect, test, vi} from "vitest";
import type {LabRecording} from "../../components/charts/labCurves.js";
import {type RunFile, toRunFile} from "../../components/experiment/runFile.js";
import {runKey} from "../../components/experiment/runKey.js";
import {type RunSpec, toRunSpec} from "../../components/experiment/runSpec.js";
import {faultText} from "../../components/fields/english.js";
import {activationLab} from "../../components/labs/activationLab.js";
import {cardinalityLab} from "../../components/labs/cardinalityLab.js";
import {deepenedLab} from "../../components/labs/deepenedLab.js";
import {depthPayLab} from "../../components/labs/depthPayLab.js";
import {gradientLab} from "../../components/labs/gradientLab.js";
import {headLab} from "../../components/labs/headLab.js";
import {inceptionLab} from "../../components/labs/inceptionLab.js";
import {initialisationLab} from "../../components/labs/initialisationLab.js";
import type {LaboratoryOptions} from "../../components/labs/laboratory.js";
import {layersLab} from "../../components/labs/layersLab.js";
import {pixelsLab} from "../../components/labs/pixelsLab.js";
import {rateLab} from "../../components/labs/rateLab.js";
import {residualLab} from "../../components/labs/residualLab.js";
import {responseLab} from "../../components/labs/responseLab.js";
import {scaleLab} from "../../components/labs/scaleLab.js";
import {stochasticDepthLab} from "../../components/labs/stochasticDepthLab.js";
import {transferLab} from "../../components/labs/transferLab.js";
import {unitLab} from "../../components/labs/unitLab.js";
import {withoutNormLab} from "../../components/labs/withoutNormLab.js";
import {isPlain, networkKey} from "../../components/network/identity.js";
import type {LabField, NumberField} from "../../components/widgets/labFields.js";
import {errorsOf, labCurveOf, measuredAt} from "../charts/labCurves.js";

/** What each of the laboratories is made of, in place of the laboratory itself. */
const made: LaboratoryOptions[] = [];
vi.mock("../../components/labs/laboratory.js", () => ({
  laboratory: (options: LaboratoryOptions) => (made.push(options), document.createElement("div"))
}));

beforeEach(() => void made.splice(0));

type Values = Record<string, string | number>;

/** A laboratory, the file of what is recorded of it, and what of it is recorded beside the default choices. */
const labs: [
  name: string,
  create: (options: {recording: LabRecording}) => HTMLElement,
  file: string,
  recorded: Record<string, readonly (string | number)[]>
][] = [
  ["gradientLab", gradientLab, "gradients", {depth: [20, 56, 110], norm: ["on", "off"]}],
  ["residualLab", residualLab, "gradients", {depth: [20, 56, 110]}],
  [
    "initialisationLab",
    initialisationLab,
    "initialisation",
    {depth: [20, 56], initialisation: ["he", "small"], norm: ["on", "off"]}
  ],
  ["layersLab", layersLab, "layers", {depth: [20, 56], layers: ["1", "2", "3"]}],
  ["scaleLab", scaleLab, "scale", {scale: [0, 0.5, 0.8, 0.9, 1, 1.1, 1.5]}],
  [
    "unitLab",
    unitLab,
    "units",
    {
      unit: [
        ...["B", "C", "zeroInitResidual"],
        ...["normAfterAddition", "reluBeforeAddition", "reluOnlyPreActivation", "preActivation"]
      ]
    }
  ],
  ["depthPayLab", depthPayLab, "depth", {other: ["cifar-resnet-8", "cifar-resnet-56"]}],
  ["rateLab", rateLab, "rates", {rate: ["warmUp", "0.01", "0.005", "0.001"]}],
  ["deepenedLab", deepenedLab, "deepened", {}],
  ["withoutNormLab", withoutNormLab, "withoutNorm", {depth: [20, 56], rate: ["0.005", "0.05"]}],
  [
    "cardinalityLab",
    (options) => cardinalityLab({cardinality: 32, ...options}),
    "cardinality",
    {width: [19]}
  ],
  [
    "stochasticDepthLab",
    stochasticDepthLab,
    "stochasticDepth",
    {dropped: ["byDepth", "others"], survival: [0.5, 0.8, 1]}
  ],
  ["activationLab", activationLab, "activations", {learningRate: ["0.03", "0.1", "0.3", "1.0"]}],
  [
    "pixelsLab",
    pixelsLab,
    "pixels",
    {
      normalization: ["none", "mean", "deviation"],
      learningRate: ["0.01", "0.03", "0.1"],
      norm: ["off", "on"]
    }
  ],
  ["responseLab", responseLab, "localResponse", {}],
  ["headLab", headLab, "heads", {}],
  ["inceptionLab", inceptionLab, "inception", {}],
  ["transferLab", transferLab, "transfer", {images: [2, 5, 20, 80, 320]}]
];

/** What a laboratory finds a recorded run by: its spec, whatever the seed. */
const keyOf = (spec: RunSpec) => runKey(spec, ["seed"]);

function specsOf(file: string): RunSpec[] {
  return (JSON.parse(readFileSync(`data/specs/labs/${file}.json`, "utf8")) as unknown[]).map(toRunSpec);
}

function runsOf(file: string): RunFile[] {
  const folder = `data/runs/labs/${file}`;
  return readdirSync(folder).map((name) => toRunFile(JSON.parse(readFileSync(`${folder}/${name}`, "utf8"))));
}

/** Enough of a spec to know it by, in a message. */
function shortText({network, steps, seed, initialisation, measurementInterval}: RunSpec): string {
  return `${JSON.stringify(network)} ${initialisation}, ${steps} steps, seed ${seed}, measured ${measurementInterval}`;
}

/** The options of a laboratory without recorded runs, and what its fields are set to at first. */
function open(create: (typeof labs)[number][1]) {
  create({recording: {curves: [], caption: ""}});
  const [options] = made.splice(0);
  const fields: readonly LabField[] = options.fields ?? [];
  const defaults: Values = Object.fromEntries(fields.map(({name, value}) => [name, value]));
  return {...options, fields, defaults};
}

/** Every choice of one value from each list. */
function choices(lists: Record<string, readonly (string | number)[]>): Values[] {
  return Object.entries(lists).reduce<Values[]>(
    (some, [name, values]) => some.flatMap((one) => values.map((value) => ({...one, [name]: value}))),
    [{}]
  );
}

/** The values of a field's radio buttons; none of a field for a number. */
const radiosOf = ({element}: LabField) =>
  [...element.querySelectorAll<HTMLInputElement>("input[type=radio]")].map(({value}) => value);

describe.each(labs)("%s()", (_, create, file, recorded) => {
  test("has a recorded run of every network, as it is opened and for every choice that is recorded", () => {
    const {training, defaults} = open(create);
    const keys = specsOf(file).map(keyOf);
    for (const values of [{}, ...choices(recorded)]) {
      for (const spec of training({...defaults, ...values}).specs) {
        expect(keys, JSON.stringify(values)).toContain(keyOf(spec));
      }
    }
  });

  test("shows every radio button's choice as it is recorded, and opens with a recorded one", () => {
    const {fields, defaults} = open(create);
    for (const field of fields.filter(({name}) => name !== "step")) {
      const radios = radiosOf(field);
      if (radios.length > 0) expect(recorded[field.name], field.name).toEqual(radios);
      expect(recorded[field.name], field.name).toContain(defaults[field.name]);
    }
    expect(fields.map(({name}) => name)).toEqual(expect.arrayContaining(Object.keys(recorded)));
  });

  test("was recorded as its loader says: every spec with every seed, and no run besides", () => {
    const [, seeds] = new RegExp(
      `record -- data/specs/labs/${file}.json --seeds ([\\d,]+) --out data/runs/labs/${file}`
    ).exec(readFileSync(`data/labs/${file}.json.ts`, "utf8"))!;
    const expected = specsOf(file).flatMap((spec) =>
      seeds.split(",").map((seed) => ({...spec, seed: Number(seed)}))
    );
    const found = runsOf(file).map(({spec}) => spec);
    const keys = [found, expected].map((specs) => new Set(specs.map((spec) => runKey(spec))));
    const without = (specs: RunSpec[], keys: Set<string>) =>
      specs.filter((spec) => !keys.has(runKey(spec))).map(shortText);
    expect({missing: without(expected, keys[0]), besides: without(found, keys[1])}).toEqual({
      missing: [],
      besides: []
    });
  });

  test("draws nothing, one network, and all of them", () => {
    const {training, draw, defaults} = open(create);
    const {nets, specs} = training(defaults);
    const curves = nets.map((net, i) => ({
      ...labCurveOf(net),
      spec: specs[i],
      errors: [1, 200].flatMap((step) => errorsOf(networkKey(net), step, {training: 0.5, test: 0.75})),
      measured: [measuredAt(1, [0.1, 0.2], isPlain(net) ? [] : [0.5, NaN])]
    }));
    for (const some of [[], curves.slice(0, 1), curves]) {
      for (const width of [640, 320]) {
        const figure = document.createElement("div");
        figure.append(draw({curves: some, values: defaults, width}));
        expect(figure.querySelectorAll("svg").length).toBeGreaterThan(0);
        for (const svg of figure.querySelectorAll("svg[class^=plot]")) {
          expect(Number(svg.getAttribute("width"))).toBeLessThanOrEqual(width);
          expect(svg.outerHTML).not.toContain("NaN");
        }
      }
    }
  });
});

test("every recorded spec is that of a choice in a laboratory", () => {
  const shown = new Set(
    labs.flatMap(([, create, , recorded]) => {
      const {training, defaults} = open(create);
      return choices(recorded).flatMap((values) => training({...defaults, ...values}).specs.map(keyOf));
    })
  );
  for (const file of new Set(labs.map(([, , file]) => file))) {
    for (const spec of specsOf(file))
      expect(shown, `${file}: ${JSON.stringify(spec.network)}`).toContain(keyOf(spec));
  }
});

describe("a laboratory with a depth", () => {
  const withDepth = labs.filter(([, , , {depth}]) => depth);

  test.each(withDepth)("%s() tells at its field what depth cannot be", (_, create) => {
    const field = open(create).fields.find(({name}) => name === "depth")! as NumberField;
    expect(field.fault()).toBeUndefined();
    for (const depth of [NaN, 21, 56.5, -4, 2, 1_000_000]) {
      field.value = depth;
      const fault = field.fault()!;
      const shown = Number.isNaN(depth) ? "none" : depth;
      expect(faultText(fault)).toBe(
        `invalid depth: ${shown}; CIFAR networks have depth 6n + 2, here from 8 to 218`
      );
      field.showFaults([fault], "faults");
      expect(field.element.querySelector("input")!.getAttribute("aria-invalid")).toBe("true");
    }
  });

  test("layersLab() tells a depth whose stages blocks of three layers do not fill", () => {
    const {training} = open(layersLab);
    expect(() => training({depth: 26, layers: "3"})).toThrow(
      "invalid layersPerBlock: 3; depth 26 has 8 layers a stage, which such blocks do not fill"
    );
    expect(training({depth: 26, layers: "2"}).nets.map(networkKey)).toEqual([
      "cifar-plain-26",
      "cifar-resnet-26"
    ]);
    expect(training({depth: 26, layers: "1"}).nets).toHaveLength(3);
  });
});

test("scaleLab() tells at its field what λ cannot be, and has one network where λ is 1", () => {
  const {training, fields} = open(scaleLab);
  const field = fields[0] as NumberField;
  for (const scale of [NaN, -0.1, 11]) {
    field.value = scale;
    const fault = field.fault()!;
    const shown = Number.isNaN(scale) ? "none" : scale;
    expect(faultText(fault)).toBe(`invalid shortcutScale: ${shown}; it must be a number from 0 to 1.5`);
    field.showFaults([fault], "faults");
    expect(fields[0].element.querySelector("input")!.getAttribute("aria-invalid")).toBe("true");
  }
  expect(training({scale: 1}).nets.map(networkKey)).toEqual(["cifar-resnet-56"]);
  expect(training({scale: 0.3}).nets.map(networkKey)).toEqual(["cifar-resnet-56, λ 0.3", "cifar-resnet-56"]);
});

test("the step to look at is one in which the recorded networks were measured", () => {
  for (const [, create, file] of labs) {
    const {fields, training, defaults} = open(create);
    const steps = fields
      .filter(({name}) => name === "step")
      .flatMap(radiosOf)
      .map(Number);
    const [{measurementInterval, steps: last}] = training(defaults).specs;
    for (const step of steps) {
      expect(step === 1 || step % measurementInterval === 0, `${file}: ${step}`).toBe(true);
      expect(step).toBeLessThanOrEqual(last);
    }
  }
});

describe("deepenedLab()", () => {
  test("says the errors of every run at the step in which the network was deepened", () => {
    const {draw, defaults} = open(deepenedLab);
    const deepened = {
      step: 100,
      runs: [
        {shallowError: 0.25, deepError: 0.25},
        {shallowError: 0.5, deepError: 0.5}
      ]
    };
    const textOf = (options: object) => {
      const figure = document.createElement("div");
      figure.append(draw({curves: [labCurveOf("cifar-resnet-56", options)], values: defaults, width: 640}));
      return figure.querySelector(".status")!.textContent!.trim().replace(/\s+/g, " ");
    };
    expect(textOf({deepened})).toBe(
      "Error on 500 training images after step 100: 20 layers 25.0 %, 50.0 %; the 56 made of them 25.0 %, 50.0 %."
    );
    expect(textOf({})).toBe("20 layers so far.");
  });
});
