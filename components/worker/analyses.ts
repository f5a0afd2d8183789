import {createBatches} from "../dataset/batches.js";
import type {Dataset} from "../dataset/images.js";
import type {Executor} from "../experiment/executor.js";
import type {ModelState} from "../experiment/modelState.js";
import {type RunSpec, toNetwork} from "../experiment/runSpec.js";
import {firstState} from "../model/initialise.js";
import {type BlockShape, blockShapes} from "../network/blockShapes.js";
import {parameters} from "../network/parameters.js";
import type {LookModel} from "../plan/lookModel.js";
import type {
  Analysis,
  AnalysisName,
  AnalysisRequest,
  AnalysisRows,
  PlannedLesion
} from "../protocol/analyses.js";
import type {DatasetSpec} from "../protocol/images.js";
import {activations} from "./analysis/activations.js";
import {checkWholeBatches} from "./analysis/checkCount.js";
import {equivalence} from "./analysis/equivalence.js";
import {features} from "./analysis/features.js";
import {featuresOptions} from "./analysis/featuresOptions.js";
import {withFileState} from "./analysis/fileState.js";
import {filterWeights} from "./analysis/filterWeights.js";
import {formModel} from "./analysis/formModel.js";
import {gradientReach} from "./analysis/gradientReach.js";
import {landscapeOptions} from "./analysis/landscapeOptions.js";
import {lesionPlan} from "./analysis/lesionPlan.js";
import {lesions} from "./analysis/lesions.js";
import {lossLandscape} from "./analysis/lossLandscape.js";
import type {AnalysisControl} from "./analysis/measureEach.js";
import {pathGradients} from "./analysis/pathGradients.js";
import {shufflePlan} from "./analysis/shufflePlan.js";
import {shuffles} from "./analysis/shuffles.js";
import {stepTimes} from "./analysis/stepTimes.js";
import {type Subject, wholeGates} from "./analysis/subject.js";
import {testImages} from "./analysis/testError.js";
import {withBypasses} from "./analysis/withBypasses.js";
import {openLook} from "./openLook.js";
import {type ModelOptions, openModel} from "./openModel.js";

type Control = AnalysisControl<AnalysisRows[AnalysisName]>;
type Found = Pick<Analysis, "executor" | "rows">;
type FormsRequest = Extract<AnalysisRequest, {analysis: "equivalence"}>;
type WeightsRequest = Extract<AnalysisRequest, {analysis: "landscape"}>;
type FeatureRequest = Extract<AnalysisRequest, {analysis: "features"}>;
type ReachRequest = Extract<AnalysisRequest, {analysis: "gradientReach"}>;
type ImageRequest = Extract<AnalysisRequest, {analysis: "activations" | "filter"}>;
type LesionsRequest = Extract<AnalysisRequest, {analysis: "lesions"}>;
type StepsRequest = Extract<AnalysisRequest, {analysis: "stepTimes"}>;

/**
 * Returns the result of the analysis that *request* asks for. Rejects with
 * what is wrong with the request, and with an AnalysisStoppedError if it is cancelled.
 */
export async function analysisOf(
  request: AnalysisRequest,
  datasetOf: (spec: DatasetSpec) => Promise<Dataset>,
  options: ModelOptions & {control: Control}
): Promise<Found> {
  if (request.analysis === "activations")
    return {executor: "plan", rows: await activations(await withFileState(request), options)};
  if (request.analysis === "filter")
    return {executor: "plan", rows: [filterWeights(await withFileState(request))]};
  if (request.analysis === "equivalence") return onForms(request, options);
  if (request.analysis === "stepTimes") return onSteps(request, datasetOf, options);
  return onNetwork(request, await datasetOf(request.spec.dataset), options);
}

async function onNetwork(
  request: Exclude<AnalysisRequest, FormsRequest | StepsRequest | ImageRequest>,
  dataset: Dataset,
  {control, ...options}: ModelOptions & {control: Control}
): Promise<Found> {
  const {spec} = request;
  const {expression, input} = toNetwork(spec);
  const blocks = blockShapes(expression, input);
  switch (request.analysis) {
    case "gradientCorrelations": {
      const {seed} = spec;
      await options.reference?.();
      const {gradientCorrelations} = await import("./analysis/inputGradients.js");
      return {
        executor: "reference",
        rows: await gradientCorrelations(toNetwork(spec), dataset, {seed, ...control})
      };
    }
    case "gradientReach":
      return onFirstWeights(request, dataset, {control, ...options});
    case "landscape":
      return onWeights(request, dataset, {control, ...options});
    case "features":
      return onReadings(request, dataset, {control, ...options});
    case "pathGradients": {
      const {seed = spec.seed, samples, lengths} = request;
      checkShortcuts(spec, blocks);
      return onSubject(request, {blocks, withInput: true, options}, (subject) =>
        pathGradients(subject, dataset, {batch: spec.batch, seed, samples, lengths}, control)
      );
    }
    case "lesions": {
      const {seed = spec.seed, images = spec.evaluationImages} = request;
      const planned = lesionPlan(namesOf(blocks), request, seed);
      if (request.statistics === "batch")
        return byBatches(request, dataset, {planned, blocks, control, ...options});
      return onSubject(request, {blocks, options}, (subject) =>
        lesions(subject, testImages(dataset, images), planned, control)
      );
    }
    case "shuffles": {
      const {seed = spec.seed, state, images = spec.evaluationImages} = request;
      const planned = shufflePlan(blocks, request, seed);
      return onSubject(request, {blocks, options}, (subject) =>
        shuffles(subject, {state, images: testImages(dataset, images)}, planned, control)
      );
    }
    default:
      return unknownAnalysis(request);
  }
}

/** Opens the three forms of a block for as long as they are measured. */
async function onForms(
  {executor, seed, ...choice}: FormsRequest,
  {control, ...options}: ModelOptions & {control: Control}
): Promise<Found> {
  const rows = await equivalence(choice, {
    ...control,
    seed,
    now: () => performance.now(),
    async open({batch, ...block}) {
      const made = {batch: batch.count, seed: 0, withInput: true, loss: "squaredError"} as const;
      const {model} = await openModel(block, made, {...options, executor});
      return formModel(model, batch);
    }
  });
  return {executor: rows[0].executor, rows};
}

/** Times the steps of networks, which are open for that long. */
async function onSteps(
  {specs, executor}: StepsRequest,
  datasetOf: (spec: DatasetSpec) => Promise<Dataset>,
  {control, ...options}: ModelOptions & {control: Control}
): Promise<Found> {
  if (specs.length === 0) throw new RangeError("invalid networks: none; there must be at least one to time");
  const model = {...options, executor};
  const rows = await stepTimes(specs, {...control, model, datasetOf, now: () => performance.now()});
  return {executor: rows[0].executor, rows};
}

/** Opens a network as its spec initialises it, for as long as the reach of its gradient on its first batch is measured. */
async function onFirstWeights(
  {spec, executor, directions}: ReachRequest,
  dataset: Dataset,
  {control, ...options}: ModelOptions & {control: Control}
): Promise<Found> {
  const {expression, input} = toNetwork(spec);
  const specs = parameters(expression, input);
  const {model, executor: opened} = await openModel({expression, input}, spec, {...options, executor});
  try {
    const chosen = {specs, batch: createBatches(dataset, spec).at(0), seed: spec.seed, directions};
    return {executor: opened, rows: await gradientReach(model, chosen, control)};
  } finally {
    model.dispose();
  }
}

/** Opens a network that only goes forward, for as long as the loss around its weights is measured. */
async function onWeights(
  request: WeightsRequest,
  dataset: Dataset,
  {control, plans, onProgress}: ModelOptions & {control: Control}
): Promise<Found> {
  const {spec, state, statistics = "batch"} = request;
  const {expression, input} = toNetwork(spec);
  if (state) checkState(state, spec);
  const asked = landscapeOptions(request, parameters(expression, input), dataset);
  const model = await openLook({expression, input}, {batch: spec.batch, statistics}, {plans, onProgress});
  try {
    setWholeGates(model, spec);
    return {executor: "plan", rows: await lossLandscape(model, asked, control)};
  } finally {
    model.dispose();
  }
}

/** Opens a network that only goes forward, by batch statistics, for as long as what its parts make of images is measured. */
async function onReadings(
  request: FeatureRequest,
  dataset: Dataset,
  {control, plans, onProgress}: ModelOptions & {control: Control}
): Promise<Found> {
  const {spec, state} = request;
  const {expression, input} = toNetwork(spec);
  if (state) checkState(state, spec);
  const asked = featuresOptions(request, dataset);
  const read = asked.parts.map((part) => part.read);
  const look = {batch: spec.batch, statistics: "batch", read} as const;
  const model = await openLook({expression, input}, look, {plans, onProgress});
  try {
    setWholeGates(model, spec);
    model.load(state ?? firstState(parameters(expression, input), spec.seed, spec));
    return {executor: "plan", rows: await features(model, asked, control)};
  } finally {
    model.dispose();
  }
}

function setWholeGates(model: LookModel, spec: RunSpec): void {
  const {expression, input} = toNetwork(spec);
  const gates = [...wholeGates(blockShapes(expression, input), spec.network)];
  for (const [block, gate] of gates) if (model.blocks.includes(block)) model.setGate(block, gate);
}

/** Opens the trained network of a request, whose blocks can all be taken away, for as long as *measure* takes. */
async function onSubject(
  {spec, state, executor}: {spec: RunSpec; state: ModelState; executor?: Executor},
  {blocks, withInput, options}: {blocks: readonly BlockShape[]; withInput?: boolean; options: ModelOptions},
  measure: (subject: Subject) => Promise<Analysis["rows"]>
): Promise<Found> {
  const {expression, input} = toNetwork(spec);
  checkState(state, spec);
  const bypassed = {expression: withBypasses(expression, input), input};
  const {model, executor: opened} = await openModel(
    bypassed,
    {batch: spec.batch, seed: spec.seed, withInput},
    {...options, executor}
  );
  try {
    model.load(state);
    return {executor: opened, rows: await measure({model, gates: wholeGates(blocks, spec.network)})};
  } finally {
    model.dispose();
  }
}

/** Opens a trained network whose normalizations go by each batch, for as long as it is measured without its blocks. */
async function byBatches(
  {spec, state, images = spec.evaluationImages}: LesionsRequest,
  dataset: Dataset,
  {
    planned,
    blocks,
    control,
    plans,
    onProgress
  }: ModelOptions & {planned: readonly PlannedLesion[]; blocks: readonly BlockShape[]; control: Control}
): Promise<Found> {
  const {expression, input} = toNetwork(spec);
  const {batch} = spec;
  checkState(state, spec);
  checkWholeBatches(images, batch);
  const bypassed = {expression: withBypasses(expression, input), input};
  const model = await openLook(bypassed, {batch, statistics: "batch"}, {plans, onProgress});
  try {
    model.load(state);
    const subject = {model, gates: wholeGates(blocks, spec.network)};
    return {
      executor: "plan",
      rows: await lesions(subject, testImages(dataset, images, {batch}), planned, control)
    };
  } finally {
    model.dispose();
  }
}

/** A parameter that a state lacks would silently keep its initial value. */
function checkState(state: ModelState, spec: RunSpec): void {
  const {name, expression, input} = toNetwork(spec);
  const missing = parameters(expression, input).find((parameter) => !(parameter.name in state));
  if (missing)
    throw new RangeError(
      `invalid state: no ${missing.name}; it must have all parameters and running statistics of ${name}`
    );
}

function checkShortcuts({network: {name}}: RunSpec, blocks: readonly BlockShape[]): void {
  if (!blocks.some(({shortcut}) => shortcut))
    throw new RangeError(`invalid network: ${name}; it has no shortcuts, and so one path only`);
}

function namesOf(blocks: readonly BlockShape[]): string[] {
  return blocks.map(({name}) => name);
}

function unknownAnalysis(request: never): never {
  throw new TypeError(`unknown analysis: ${JSON.stringify(request)}`);
}
