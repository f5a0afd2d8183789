import type {OptimizerSettings} from "../../components/experiment/optimizers/optimizers.js";
import {basicBlock} from "../../components/network/blocks/basicBlock.js";
import type {BlockOptions} from "../../components/network/blocks/block.js";
import {bottleneck} from "../../components/network/blocks/bottleneck.js";
import type {Expression} from "../../components/network/expression.js";
import {cifarResNet} from "../../components/network/zoo/cifar.js";
import {type NetworkTree, treeNetwork} from "./treeNetwork.js";

/** A tensor of PyTorch: row-major, activations NCHW, convolution weights OIHW, dense weights `[out, in]`. */
export interface FixtureTensor {
  shape: number[];
  data: number[];
}

type Tensors = Record<string, FixtureTensor>;

/** A convolution, normalization, or dense layer as PyTorch describes it. */
interface FixtureModule {
  name: string;
  type: string;
  stride?: number;
  dilation?: number;
  groups?: number;
}

/** What a fixture says of its network: a block or a network by its numbers, or a tree of layers. */
type FixtureNetwork = NumberedNetwork | {kind: "tree"; tree: NetworkTree};

interface NumberedNetwork {
  kind: "block" | "cifar_resnet";
  block: string;
  modules: FixtureModule[];
  shortcut: string;
  inChannels: number;
  planes?: number;
  width?: number;
  outChannels?: number;
  depth: number;
  residual?: boolean;
  normalization?: string;
  zeroInitResidual?: string;
  numClasses?: number;
}

interface FixtureResults {
  parameters: Tensors;
  output: FixtureTensor;
  loss: number;
  gradients: Tensors;
  inputGradient?: FixtureTensor;
}

/** A small network with everything that PyTorch made of one batch. */
export interface Fixture extends FixtureResults {
  name: string;
  network: FixtureNetwork;
  buffers: {before: Tensors; after: Tensors};
  input: FixtureTensor;
  /** Class numbers `[batch]`, or what the output should be. */
  target: FixtureTensor;
  optimizer: OptimizerSettings;
  /** Parameters after one step. */
  after: Tensors;
  evalOutput: FixtureTensor;
  losses?: number[];
  evalOutputAfterSteps?: FixtureTensor;
  /** ResNeXt's other forms with the same weights, cut up. */
  forms?: Record<string, Partial<FixtureResults>>;
}

/** A network of a fixture with what is expected of it. */
export interface FixtureCase
  extends FixtureResults, Partial<Pick<Fixture, "buffers" | "after" | "evalOutput">> {
  name: string;
  network: Expression;
  losses?: number[];
  evalOutputAfterSteps?: FixtureTensor;
}

/** Returns *json* if it has what a fixture needs, and throws otherwise. */
export function toFixture(json: unknown, file: string): Fixture {
  const required = [
    "name",
    "network",
    "parameters",
    "buffers",
    "input",
    "target",
    "output",
    "gradients",
    "optimizer",
    "after"
  ];
  const missing = required.filter((field) => !(json as object | null)?.hasOwnProperty(field));
  if (missing.length > 0) throw new Error(`invalid fixture: ${file}; it has no ${missing.join(", ")}`);
  return json as Fixture;
}

/** Returns the networks of a fixture: one, and for a ResNeXt block also its split forms. */
export function fixtureCases(fixture: Fixture): FixtureCase[] {
  const whole: FixtureCase = {...fixture, network: fixtureNetwork(fixture.network)};
  const forms = Object.entries(fixture.forms ?? {}).flatMap(([name, results]) => {
    if (!results.parameters) return []; // form c is the whole case
    const form = name === "a_splitSum" ? "sum" : "concat";
    return [
      {
        ...(results as FixtureResults),
        name: `${fixture.name} ${name}`,
        network: fixtureNetwork(fixture.network, form)
      }
    ];
  });
  return [whole, ...forms];
}

function fixtureNetwork(network: FixtureNetwork, form: "grouped" | "sum" | "concat" = "grouped"): Expression {
  switch (network.kind) {
    case "block":
      return blockOf(network, form);
    case "cifar_resnet":
      return cifarOf(network);
    case "tree":
      return treeNetwork(network.tree);
    default:
      return unknownKind(network);
  }
}

function cifarOf({
  depth,
  width,
  residual,
  shortcut,
  normalization,
  zeroInitResidual,
  numClasses
}: NumberedNetwork) {
  return cifarResNet({
    depth,
    width,
    residual,
    shortcut: shortcut.includes("projection") ? "B" : "A",
    norm: normalization === "batch",
    zeroInitResidual: zeroInitResidual !== undefined,
    numClasses
  });
}

function unknownKind({kind}: {kind?: string}): never {
  throw new RangeError(`unknown kind of network: ${kind}; it must be one of block, cifar_resnet, tree`);
}

function blockOf(network: NumberedNetwork, form: "grouped" | "sum" | "concat"): Expression {
  const {inChannels, modules, shortcut, block} = network;
  const strides = modules.map(({name, stride}) => (name.startsWith("conv") ? (stride ?? 1) : 1));
  const options: BlockOptions = {
    stride: Math.max(...strides),
    dilation: Math.max(...modules.map(({dilation}) => dilation ?? 1)),
    shortcut: shortcut.includes("zero padding") ? "A" : "B",
    norm: modules.some(({type}) => type === "batchNorm"),
    preActivation: block.startsWith("preact")
  };
  if (block.endsWith("basic")) return basicBlock(inChannels, network.planes!, options);
  const [first] = modules.filter(({name}) => name === "conv1");
  return bottleneck(inChannels, network.width ?? network.planes!, {
    ...options,
    outChannels: network.outChannels ?? network.planes! * 4,
    cardinality: Math.max(...modules.map(({groups}) => groups ?? 1)),
    strideIn1x1: first.stride! > 1,
    form
  });
}
