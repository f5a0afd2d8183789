import {extent} from "d3-array";
import {errorRangeAt} from "../../components/charts/errorRangeAt.js";
import type {ErrorRow} from "../../components/charts/errorRows.js";
import type {LabRecording} from "../../components/charts/labCurves.js";
import {landscapeFacts} from "../../components/charts/landscapeFacts.js";
import type {LandscapeRecording} from "../../components/charts/landscapeRecording.js";
import {shortNumber} from "../../components/charts/powerText.js";
import type {SpecimenRecording} from "../../components/labs/specimens.js";
import {titleChart} from "./titleChart.js";

/** What the slides take their numbers from: recordings as the pages have them, and a published table. */
export interface ExampleSources {
  degradation: {rows: readonly ErrorRow[]; caption: string; spec: {steps: number}};
  gradients: Pick<LabRecording, "curves">;
  landscape: LandscapeRecording;
  paths: SpecimenRecording;
  published: {imageNet: {networks: readonly {net: string; errorPercent: number}[]}};
}

/** Returns what the slides say in numbers, each by its name in double braces. Throws if a source does not have one. */
export function exampleFacts(sources: ExampleSources): Record<string, string> {
  const {rows, caption, spec} = sources.degradation;
  const {steps} = spec;
  return {
    titleChart: titleChart(rows),
    steps: String(steps),
    seeds: found(/mean of (\d+) seeds/.exec(caption)?.[1], "number of seeds"),
    plain20At200: errorRangeAt(rows, "cifar-plain-20", 200),
    plain56At200: errorRangeAt(rows, "cifar-plain-56", 200),
    residual56At200: errorRangeAt(rows, "cifar-resnet-56", 200),
    plain20Training: errorRangeAt(rows, "cifar-plain-20", steps),
    plain56Training: errorRangeAt(rows, "cifar-plain-56", steps),
    plain20Test: errorRangeAt(rows, "cifar-plain-20", steps, {split: "test"}),
    plain56Test: errorRangeAt(rows, "cifar-plain-56", steps, {split: "test"}),
    ...publishedErrors(sources.published),
    ...firstGradients(sources.gradients),
    ...pits(sources.landscape),
    ...lesions(sources.paths)
  };
}

/** Returns *html* with each name in double braces replaced by its fact. Throws for a name without one, and for a fact without a name. */
export function withFacts(html: string, facts: Readonly<Record<string, string>>): string {
  const used = new Set<string>();
  const filled = html.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    used.add(name);
    return found(facts[name], name);
  });
  const unused = Object.keys(facts).filter((name) => !used.has(name));
  if (unused.length > 0) throw new Error(`unused facts: ${unused.join(", ")}; the example names each`);
  return filled;
}

function publishedErrors({imageNet}: ExampleSources["published"]): Record<string, string> {
  const errorOf = (net: string) =>
    `${found(
      imageNet.networks.find((network) => network.net === net),
      net
    ).errorPercent.toFixed(2)}\u00a0%`;
  return {
    plain18: errorOf("plain-18"),
    plain34: errorOf("plain-34"),
    residual18: errorOf("resnet18"),
    residual34: errorOf("resnet34")
  };
}

/** Norms of the gradient of the first and the last layer of plain-56, with batch normalization. */
function firstGradients({curves}: ExampleSources["gradients"]): Record<string, string> {
  const curve = found(
    curves.find(({net, spec}) => net === "cifar-plain-56" && spec.network.norm),
    "gradients of cifar-plain-56"
  );
  const at = (step: number) =>
    found(
      curve.measured.find((measured) => measured.step === step),
      `step ${step}`
    ).gradients;
  return {
    gradientSeeds: String(curve.seeds),
    plain56First: shortNumber(at(1)[0]),
    plain56Last: shortNumber(at(1).at(-1)!),
    plain56FirstAt100: shortNumber(at(100)[0])
  };
}

function pits(landscape: LandscapeRecording): Record<string, string> {
  const facts = landscapeFacts(landscape);
  return {
    plain56Pits: facts.pits("cifar-plain-56", 0.02),
    residual56Pits: facts.pits("cifar-resnet-56", 0.02),
    plain56NearPits: facts.pits("cifar-plain-56", 0.001),
    residual56NearPits: facts.pits("cifar-resnet-56", 0.001)
  };
}

function lesions({networks}: SpecimenRecording): Record<string, string> {
  const recorded = (name: string) =>
    found(
      networks.find(({spec}) => spec.network.name === name),
      `lesions of ${name}`
    );
  const range = (name: string, firstBlock: number) => {
    const {whole, each} = recorded(name).lesions.running;
    const [least, most] = extent(
      each.filter(({x}) => x >= firstBlock),
      ({error}) => error
    );
    return `${percent(whole)}\u00a0% → ${percent(found(least, name))} to ${percent(most!)}\u00a0%`;
  };
  return {
    lesionSeeds: String(recorded("cifar-plain-20").seeds),
    plain20Lesions: range("cifar-plain-20", 1),
    residual56Lesions: range("cifar-resnet-56", 4)
  };
}

function percent(share: number): string {
  return String(Math.round(100 * share));
}

function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`missing fact: ${what}; the slides need it`);
  return value;
}
