import {describe, expect, test} from "vitest";
import {basicBlock} from "../../components/network/blocks/basicBlock.js";
import {bottleneck} from "../../components/network/blocks/bottleneck.js";
import {concat, type Expression, group, label, sequence, sum} from "../../components/network/expression.js";
import {
  averagePool,
  conv,
  dense,
  dropout,
  globalAveragePool,
  identity,
  localResponseNorm,
  maxPool,
  norm,
  padChannels,
  relu,
  scale,
  subsample,
  tanh
} from "../../components/network/leaf.js";
import type {Volume} from "../../components/network/shapes.js";
import {inputsOf} from "../../components/plan/graph.js";
import type {Operation} from "../../components/plan/operations/operations.js";
import {trace} from "../../components/plan/trace.js";
import {graphText} from "./graphText.js";

const input: Volume = [8, 8, 4];

function traced(network: Expression): string[] {
  return graphText(trace(label("b", network), input));
}

/** The operations of one type. */
function operationsOf<T extends Operation["type"]>(network: Expression, type: T) {
  const {operations} = trace(label("b", network), input);
  return operations.filter(
    (operation): operation is Extract<Operation, {type: T}> => operation.type === type
  );
}

const residual = [
  "convolution b.conv1(images)",
  "norm b.bn1(b.conv1)",
  "combine b.relu relu(b.bn1), relu",
  "convolution b.conv2(b.relu relu)",
  "norm b.bn2(b.conv2)"
];

describe("trace(network, input)", () => {
  test("gives one operation a leaf", () => {
    const network = sequence(label("conv", conv(6, 3)), label("bn", norm()), label("end", relu()));
    expect(traced(network)).toEqual([
      "convolution b.conv(images)",
      "norm b.bn(b.conv)",
      "combine b.end relu(b.bn), relu"
    ]);
  });

  test("gives a residual block's sum the residual function, then the shortcut, and a gate of the block's name", () => {
    expect(traced(basicBlock(4, 4))).toEqual([
      ...residual,
      "combine b sum(b.bn2, images), gate b",
      "combine b.relu relu(b sum), relu"
    ]);
  });

  test("gives option A's subsampling and zeros as one operation", () => {
    const block = basicBlock(4, 8, {stride: 2, shortcut: "A"});
    expect(traced(block)).toEqual([
      ...residual,
      "resample b.downsample.padChannels(images)",
      "combine b sum(b.bn2, b.downsample.padChannels), gate b",
      "combine b.relu relu(b sum), relu"
    ]);
    const [{stride, output}] = operationsOf(block, "resample");
    expect(stride).toBe(2);
    expect(output.volume).toEqual([4, 4, 8]);
  });

  test("leaves option A's subsampling to others that read it", () => {
    const network = sequence(
      label("half", subsample(2)),
      concat(label("zeros", padChannels(8)), label("same", identity()))
    );
    const {operations} = trace(label("b", network), input);
    const made = new Set(["images", ...operations.map(({output}) => output.name)]);
    const read = operations.flatMap(inputsOf);
    expect(read.map(({name}) => name).filter((name) => !made.has(name))).toEqual([]);
  });

  test("gives a projection after the residual function", () => {
    expect(traced(basicBlock(4, 8, {stride: 2, shortcut: "B"}))).toEqual([
      ...residual,
      "convolution b.downsample.0(images)",
      "norm b.downsample.1(b.downsample.0)",
      "combine b sum(b.bn2, b.downsample.1), gate b",
      "combine b.relu relu(b sum), relu"
    ]);
  });

  test("folds the shortcut's λ into the sum", () => {
    expect(traced(basicBlock(4, 4, {shortcutScale: 0.5}))).toEqual([
      ...residual,
      "combine b sum(b.bn2, 0.5·images), gate b",
      "combine b.relu relu(b sum), relu"
    ]);
    const optionA = traced(basicBlock(4, 8, {stride: 2, shortcut: "A", shortcutScale: 0.5}));
    expect(optionA).toContain("combine b sum(b.bn2, 0.5·b.downsample.padChannels), gate b");
  });

  test("multiplies by a scale that no sum takes in", () => {
    const network = sequence(label("half", scale(0.5)), label("third", scale(3)), label("conv", conv(4, 1)));
    expect(traced(network)).toEqual([
      "combine images scaled(1.5·images)",
      "convolution b.conv(images scaled)"
    ]);
  });

  test("hands a pre-activation block's shortcut the activated input where shapes differ", () => {
    const block = basicBlock(4, 8, {stride: 2, shortcut: "B", preActivation: true});
    expect(traced(block)).toEqual([
      "norm b.bn1(images)",
      "combine b.relu relu(b.bn1), relu",
      "convolution b.conv1(b.relu relu)",
      "norm b.bn2(b.conv1)",
      "combine b.relu relu(b.bn2), relu",
      "convolution b.conv2(b.relu relu)",
      "convolution b.downsample(b.relu relu)",
      "combine b sum(b.conv2, b.downsample), gate b"
    ]);
  });

  test("gates no sum but those of a residual function and a shortcut", () => {
    const path = label("conv", conv(4, 3));
    const [f, shortcut] = [group(path, {role: "residual"}), group(identity(), {role: "shortcut"})];
    expect(traced(sum(path, identity())).at(-1)).toBe("combine b sum(b.conv, images)");
    expect(traced(sum(shortcut, shortcut)).at(-1)).toBe("combine b sum(images, images)");
    expect(traced(sum(f, shortcut)).at(-1)).toBe("combine b sum(b.conv, images), gate b");
    expect(traced(sum(shortcut, f)).at(-1)).toBe("combine b sum(b.conv, images), gate b");
  });

  test("tells what a step that drops a residual function leaves out: neither shortcut nor what is shared", () => {
    const left = (network: Expression) =>
      trace(label("b", network), input)
        .operations.filter(({residualOf}) => residualOf !== undefined)
        .map(({name, residualOf}) => `${residualOf}: ${name}`);
    const [layers, end] = [["conv1", "bn1", "relu relu", "conv2", "bn2"], " sum"];
    const named = (names: string[]) => names.map((name) => `b: b${name === end ? "" : "."}${name}`);
    expect(left(basicBlock(4, 4))).toEqual(named([...layers, end]));
    expect(left(basicBlock(4, 8, {shortcut: "B"}))).toEqual(named([...layers, end]));
    expect(left(basicBlock(4, 4, {order: "normAfterAddition"}))).toEqual(named([...layers.slice(0, 4), end]));
    const shared = basicBlock(4, 8, {shortcut: "B", preActivation: true});
    expect(left(shared)).toEqual(named(["conv1", "bn2", "relu relu", "conv2", end]));
    expect(left(basicBlock(4, 4, {residual: false}))).toEqual([]);
  });

  test("takes a block inside of a residual function for a part of it", () => {
    const inner = label("inner", basicBlock(4, 4));
    const outer = sum(group(inner, {role: "residual"}), group(identity(), {role: "shortcut"}));
    const {operations} = trace(label("b", outer), input);
    expect(new Set(operations.map(({residualOf}) => residualOf))).toEqual(new Set(["b"]));
  });

  test("joins branches in one operation, and a branch alone in none", () => {
    const [one, two] = [label("one", conv(2, 1)), label("two", conv(3, 1))];
    expect(traced(concat(one, two))).toEqual([
      "convolution b.one(images)",
      "convolution b.two(images)",
      "concat b(b.one, b.two)"
    ]);
    expect(traced(concat(one))).toEqual(["convolution b.one(images)"]);
  });

  test("adds ResNeXt's branches two by two, and gates the block's sum alone", () => {
    const block = bottleneck(8, 6, {cardinality: 3, form: "sum", outChannels: 8});
    const sums = graphText(trace(label("b", block), [8, 8, 8])).filter((line) => line.includes(" sum("));
    expect(sums).toEqual([
      "combine b sum(b.branches.0.conv3, b.branches.1.conv3)",
      "combine b sum(b sum, b.branches.2.conv3)",
      "combine b sum(b.bn3, images), gate b"
    ]);
  });

  test("takes a dense layer for a convolution over its one position", () => {
    const head = sequence(label("pool", globalAveragePool()), label("fc", dense(10)));
    expect(traced(head)).toEqual(["globalAveragePool b.pool(images)", "convolution b.fc(b.pool)"]);
    const [{windows, output}] = operationsOf(head, "convolution");
    expect(windows).toEqual({kernel: 1, stride: 1, padding: 0, dilation: 1, groups: 1, bias: true});
    expect(output.volume).toEqual([1, 1, 10]);
  });

  test("leaves out a dropout that drops nothing", () => {
    expect(traced(sequence(dropout(0), label("end", tanh())))).toEqual(["combine b.end tanh(images), tanh"]);
  });

  test("takes a dense layer over a volume for one over a position, into which the volume is flattened", () => {
    const network = sequence(label("conv", conv(4, 3)), label("fc", dense(10)));
    expect(traced(network)).toEqual([
      "convolution b.conv(images)",
      "flatten b.fc input(b.conv)",
      "convolution b.fc(b.fc input)"
    ]);
    expect(operationsOf(network, "flatten")[0].output.volume).toEqual([1, 1, 8 * 8 * 4]);
  });

  test("makes one operation of each pooling, response normalization and dropout", () => {
    const network = sequence(maxPool(2), averagePool(2), localResponseNorm(), dropout(0.5), dropout(0.5));
    expect(traced(network)).toEqual([
      "pool b(images)",
      "pool b(b)",
      "localResponseNorm b(b)",
      "dropout b(b)",
      "dropout b_2(b)"
    ]);
  });

  test("names a dropout as the reference executor does, whatever other layers have no name", () => {
    const network = sequence(
      relu(),
      conv(4, 1),
      maxPool(2),
      dropout(0),
      dropout(0.5),
      conv(4, 1),
      dropout(0.5)
    );
    expect(operationsOf(network, "dropout").map(({name}) => name)).toEqual(["b", "b_2"]);
  });

  test("names the first layer that it does not know", () => {
    const network = sequence(label("conv", conv(4, 3)), label("layer", {type: "attention"} as never));
    expect(() => traced(network)).toThrow("unknown layer: attention (b.layer); no operation has it");
  });
});
