import * as v from "valibot";
import {arrangements, type Order, toOrder} from "../network/blocks/order.js";
import {checkDeepens} from "../network/deepens.js";
import {type NamedNetwork, namedNetwork, networkOptions} from "../network/named.js";
import {residualBlocks} from "../network/residualBlocks.js";

/** The version of the format. A reader of an older one would be added beside it. */
export const runSpecVersion = 1;

/** A fault as readers see it: the value, then the rule. */
const fault = (name: string, rule: string) => (issue: {input: unknown}) =>
  `invalid ${name}: ${String(issue.input)}; ${rule}`;

function numberWhere(name: string, rule: string, accepts: (value: number) => boolean) {
  return v.pipe(v.number(fault(name, rule)), v.check(accepts, fault(name, rule)));
}

function integer(name: string, least: number, most: number) {
  const rule = `it must be an integer from ${least.toLocaleString("en")} to ${most.toLocaleString("en")}`;
  return numberWhere(name, rule, (value) => Number.isSafeInteger(value) && value >= least && value <= most);
}

function fraction(name: string, most: number, rule: string) {
  return numberWhere(name, rule, (value) => value >= 0 && value <= most);
}

function choice<const T extends (string | number)[]>(name: string, options: T) {
  return v.picklist(options, fault(name, `it must be one of ${options.join(", ")}`));
}

const flag = (name: string) => v.boolean(fault(name, "it must be true or false"));

const survivalRule = "the probability that the last residual function survives must be in (0, 1]";

const networkInputSchema = v.strictObject({
  /** As `describe` names it: `cifar-resnet-56`. */
  name: v.string(fault("net", "it must be a network's name, such as cifar-resnet-56")),
  /** Channels of the first stage. */
  width: v.optional(integer("width", 1, 256), 8),
  /** Two 3×3 convolutions, or a bottleneck (He et al. 2015, Fig. 5). Defaults to the family's own. */
  block: v.optional(choice("block", ["basic", "bottleneck"])),
  /** Convolutions in a basic block (He et al. 2015, §3.2). Defaults to 2. */
  layersPerBlock: v.optional(choice("layersPerBlock", [1, 2, 3])),
  /** Parallel transformations in a bottleneck (Xie et al. 2017, §3). Defaults to 1. */
  cardinality: v.optional(integer("cardinality", 1, 256)),
  /** Channels in each transformation of the first stage. Defaults to what costs as much as cardinality 1. */
  groupWidth: v.optional(integer("groupWidth", 1, 256)),
  /** How a shortcut changes dimensions (He et al. 2015, §3.3 and §4.1). Defaults to the family's own. */
  shortcut: v.optional(choice("shortcut", ["A", "B", "C"])),
  /** The shortcut's λ (He et al. 2016, §3.1). */
  shortcutScale: v.optional(fraction("scale", 10, "λ must be a number from 0 to 10"), 1),
  norm: v.optional(flag("norm"), true),
  zeroInit: v.optional(flag("zeroInit"), false),
  /** Of convolution, normalization, activation and addition in a block (He et al. 2016, Fig. 4). Defaults to original. */
  order: v.optional(choice("order", Object.keys(arrangements) as Order[])),
  /** Short for order preActivation: a spec with defaults filled in has the order alone. */
  preActivation: v.optional(flag("preActivation")),
  /** The function between layers. Defaults to relu. */
  activation: v.optional(choice("activation", ["relu", "tanh", "sigmoid"])),
  /** Stochastic depth: the probability that the last residual function survives a step; absent is 1, for none. */
  survival: v.optional(numberWhere("survival", survivalRule, (value) => value > 0 && value <= 1))
});

const networkSchema = v.pipe(
  networkInputSchema,
  v.rawTransform(({dataset: {value}, addIssue, NEVER}) => {
    const {order, preActivation, survival = 1, ...network} = value;
    try {
      return {...network, order: toOrder({order, preActivation}), ...(survival < 1 && {survival})};
    } catch (error) {
      addIssue({message: (error as Error).message});
      return NEVER;
    }
  })
);

const datasetSchema = v.strictObject({
  name: v.optional(choice("dataset", ["shapes", "cifar10"]), "shapes"),
  /** Height and width of an image. */
  size: v.optional(choice("size", [16, 32]), 16),
  /** Whether training images are shifted and mirrored at random (He et al. 2015, §4.2). */
  augment: v.optional(flag("augment"), false)
});

const runSpecSchema = v.strictObject({
  version: v.optional(
    v.literal(runSpecVersion, fault("version", `this course reads version ${runSpecVersion}`)),
    1
  ),
  network: networkSchema,
  dataset: v.optional(datasetSchema, {}),
  optimizer: v.optional(
    v.strictObject({
      learningRate: v.optional(fraction("rate", 10, "a learning rate lies in [0, 10]"), 0.05),
      momentum: v.optional(
        numberWhere("momentum", "momentum lies in [0, 1)", (value) => value >= 0 && value < 1),
        0.9
      ),
      weightDecay: v.optional(fraction("decay", 1, "weight decay lies in [0, 1]"), 1e-4)
    }),
    {}
  ),
  schedule: v.optional(
    v.strictObject({
      type: v.optional(choice("schedule", ["constant", "cosine", "steps"]), "constant"),
      warmupSteps: v.optional(integer("warmup", 0, 100_000), 0)
    }),
    {}
  ),
  steps: v.optional(integer("steps", 1, 100_000), 200),
  batch: v.optional(integer("batch", 1, 1024), 64),
  /** Chooses the initialisation and the order of the images. */
  seed: v.optional(integer("seed", 0, 4_294_967_295), 1),
  /** The deviation of the first weights: by fan-in (He et al. 2015, arXiv:1502.01852), or 0.01 as before that. */
  initialisation: v.optional(choice("initialisation", ["he", "small"]), "he"),
  /** Steps from one measurement of the test error to the next. */
  evaluationInterval: v.optional(integer("evaluate", 1, 100_000), 25),
  /** Test images in a measurement: the first so many of the test split. */
  evaluationImages: v.optional(integer("evaluationImages", 1, 100_000), 500),
  /** Steps from one measurement of gradients and blocks to the next, the first step included; 0 measures none. */
  measurementInterval: v.optional(integer("measurementInterval", 0, 100_000), 0),
  /** The shallower network that is trained first, and then deepened to this one by blocks that start as identities. */
  deepened: v.optional(
    v.strictObject({
      from: v.string(fault("deepened.from", "it must be a network's name, such as cifar-resnet-20")),
      afterSteps: integer("deepened.afterSteps", 1, 100_000)
    })
  )
});

/** The names of all fields of a run spec. */
export const runSpecFields: readonly string[] = Object.keys(runSpecSchema.entries);

/** The names of all fields that a run spec's network can be given. */
export const networkFields: readonly string[] = Object.keys(networkInputSchema.entries);

/** What an author writes: only the network must be there. */
export type RunSpecInput = v.InferInput<typeof runSpecSchema>;

/** Everything a training run follows from: same spec, same backend, same curve. */
export type RunSpec = v.InferOutput<typeof runSpecSchema>;

/** A run spec that cannot be run: *faults* are sentences, each naming a value and its rule. */
export class RunSpecError extends Error {
  override name = "RunSpecError";
  constructor(readonly faults: readonly string[]) {
    super(faults.join("\n"));
  }
}

/** Returns *input* with its defaults filled in, checked down to the network it names. Throws a RunSpecError. */
export function toRunSpec(input: unknown): RunSpec {
  const result = v.safeParse(runSpecSchema, input);
  if (!result.success) throw new RunSpecError(result.issues.map(faultOf));
  try {
    const deep = toNetwork(result.output);
    if (result.output.network.survival !== undefined) checkSurvival(result.output, deep);
    if (result.output.deepened) checkDeepened(result.output, deep);
  } catch (error) {
    throw new RunSpecError([(error as Error).message]);
  }
  return result.output;
}

/**
 * Returns the network that a run spec names, for ten classes of images of its data set's size. Options that the
 * network's family does not have are left out, so that one setting can serve networks of several families.
 */
export function toNetwork({network: {name, ...options}, dataset}: RunSpec): NamedNetwork {
  const known: readonly string[] = networkOptions(name);
  const chosen = Object.entries(options).filter(
    ([option]) => known.includes(option) && !isIdle(option, name)
  );
  return namedNetwork(name, {...Object.fromEntries(chosen), size: dataset.size, classes: 10});
}

/**
 * Returns the spec of the network that *spec*'s is deepened from: the same but for its name and length, and that its
 * blocks do not begin as identities, which the added ones must.
 */
export function shallowSpec({deepened, ...spec}: RunSpec): RunSpec | undefined {
  if (!deepened) return undefined;
  const network = {...spec.network, name: deepened.from, zeroInit: false};
  return {...spec, network, steps: deepened.afterSteps};
}

function checkDeepened(spec: RunSpec, deep: NamedNetwork): void {
  const {afterSteps} = spec.deepened!;
  checkDeepens(toNetwork(shallowSpec(spec)!), deep);
  if (afterSteps >= spec.steps)
    throw new RangeError(
      `invalid deepened.afterSteps: ${afterSteps}; it must be less than the run's steps, ${spec.steps}`
    );
}

function checkSurvival({network: {survival}, deepened}: RunSpec, {name, expression}: NamedNetwork): void {
  if (residualBlocks(expression).length === 0)
    throw new RangeError(
      `invalid survival: ${survival}; ${name} has no shortcuts, and nothing would pass where a block is dropped`
    );
  if (deepened)
    throw new RangeError(
      `invalid survival: ${survival}; a deepened run must have 1: with more blocks each would count by another probability`
    );
}

/** A plain network has no residual functions to start at 0. */
function isIdle(option: string, name: string): boolean {
  return option === "zeroInit" && name.includes("plain-");
}

function faultOf(issue: v.BaseIssue<unknown>): string {
  if (issue.type !== "strict_object") return issue.message;
  const path = v.getDotPath(issue) ?? "run spec";
  if (issue.expected === "never") return `unknown option: ${path}; a run spec has no such field`;
  if (issue.input === undefined) return `invalid ${path}: missing; a run spec must have it`;
  return `invalid ${path}: ${String(issue.input)}; it must be an object with named fields`;
}
