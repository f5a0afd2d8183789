import type {ModelState} from "../../experiment/modelState.js";
import {formState} from "../../model/formState.js";
import {initialValues} from "../../model/initialise.js";
import {
  type BlockForm,
  blockForms,
  equivalentForms,
  type FormChoice,
  formInput
} from "../../network/equivalentForms.js";
import type {Expression} from "../../network/expression.js";
import {parameters, type ParameterSpec} from "../../network/parameters.js";
import {outputShape, type Volume} from "../../network/shapes.js";
import type {FormResult} from "../../protocol/analyses.js";
import {createRandom, hash, normal} from "../../random/random.js";
import type {BlockBatch, BlockPass, FormModel} from "./blockForm.js";
import {type AnalysisControl, AnalysisStoppedError} from "./measureEach.js";

/** A block to bring up on a device. */
export interface OpenForm {
  expression: Expression;
  input: Volume;
  batch: BlockBatch;
}

/** Options of equivalence. */
export interface EquivalenceOptions extends AnalysisControl<FormResult> {
  /** Returns a block on a device; weights are loaded into it, and it is disposed at the end. */
  open(form: OpenForm): Promise<FormModel>;
  /** Returns milliseconds. */
  now(): number;
  /** Chooses weights, input and target. Defaults to 1. */
  seed?: number;
}

/** Rounds that are not timed, since kernels are prepared in them; and those that are. */
const [warmUps, rounds] = [2, 9];

/**
 * Returns how far the three forms of a ResNeXt block are from each other when they have the same weights, and how long
 * each takes: in every round all three go forward and backward, so that whatever else the device does slows all of them.
 * The input and the target are random; γ and β are too, so that one in a wrong place would show.
 *
 * Source: Xie et al. 2017 (arXiv:1611.05431), Fig. 3, and §4: "the three forms in Fig. 3 are strictly equivalent".
 */
export async function equivalence(
  choice: FormChoice,
  {open, now, seed = 1, ...control}: EquivalenceOptions
): Promise<FormResult[]> {
  const opened: Opened[] = [];
  try {
    for (const {form, state, ...block} of blocksOf(choice, seed)) {
      const model = await open(block);
      opened.push({form, model, times: []});
      model.load(state);
      await tell(opened.length, control);
    }
    for (let round = 0; round < warmUps + rounds; round++) {
      for (const {model, times} of opened) {
        const start = now();
        await model.run();
        if (round >= warmUps) times.push(now() - start);
      }
      await tell(opened.length + round + 1, control);
    }
    return await resultsOf(opened);
  } finally {
    for (const {model} of opened) model.dispose();
  }
}

interface Opened {
  form: BlockForm;
  model: FormModel;
  times: number[];
}

/** The forms with their share of the same weights. */
function blocksOf(choice: FormChoice, seed: number): (OpenForm & {form: BlockForm; state: ModelState})[] {
  const forms = equivalentForms(choice);
  const {size} = formInput;
  const input: Volume = [size, size, choice.channels ?? formInput.channels];
  const batch = randomBatch(input, outputShape(forms.grouped, input), seed);
  const specs = parameters(forms.grouped, input);
  const whole = Object.fromEntries(specs.map((spec, i) => [spec.name, randomValues(spec, seed, i)]));
  return blockForms.map((form) => {
    const expression = forms[form];
    return {form, expression, input, batch, state: formState(whole, specs, parameters(expression, input))};
  });
}

async function tell(
  done: number,
  {onProgress, cancelled, nextTask}: AnalysisControl<FormResult>
): Promise<void> {
  onProgress?.({done, total: blockForms.length + warmUps + rounds, rows: []}); // a row is a median over all rounds
  await nextTask?.();
  if (cancelled?.()) throw new AnalysisStoppedError();
}

async function resultsOf(opened: readonly Opened[]): Promise<FormResult[]> {
  const passes: BlockPass[] = [];
  for (const {model} of opened) passes.push(await model.pass());
  const grouped = passes[opened.findIndex(({form}) => form === "grouped")];
  return opened.map(({form, model: {executor, kernels}, times}, i) => ({
    form,
    outputDifference: largestDifference(passes[i].output, grouped.output),
    gradientDifference: largestDifference(passes[i].inputGradient, grouped.inputGradient),
    ms: times.toSorted((a, b) => a - b)[(rounds - 1) / 2],
    ...(kernels !== undefined && {kernels}),
    executor
  }));
}

function randomBatch(input: Volume, output: Volume, seed: number): BlockBatch {
  const count = formInput.images;
  const valuesOf = ([height, width, channels]: Volume, stream: number) =>
    normalValues(count * height * width * channels, hash(seed, stream));
  return {x: valuesOf(input, 0), target: valuesOf(output, 1), count};
}

/** Initial weights as of a network, except that those with one initial value for all channels differ by channel. */
function randomValues(spec: ParameterSpec, seed: number, i: number): Float32Array {
  const values = initialValues(spec, seed);
  if (!spec.trainable || spec.kind === "weight") return values;
  const changes = normalValues(values.length, hash(seed, 2 + i));
  return values.map((value, channel) => value + changes[channel] / 4);
}

function normalValues(length: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({length}, () => normal(random));
}

/** max |ours − theirs| / max |theirs|; infinite where something is not a number. */
function largestDifference(ours: Float32Array, theirs: Float32Array): number {
  let [difference, largest] = [0, 0];
  for (let i = 0; i < theirs.length; i++) {
    const distance = Math.abs(ours[i] - theirs[i]);
    if (!Number.isFinite(distance)) return Infinity;
    difference = Math.max(difference, distance);
    largest = Math.max(largest, Math.abs(theirs[i]));
  }
  return largest === 0 ? difference : difference / largest;
}
