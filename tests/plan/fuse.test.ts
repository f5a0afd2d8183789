import {describe, expect, test} from "vitest";
import {basicBlock} from "../../components/network/blocks/basicBlock.js";
import {type Expression, group, label, sequence, sum} from "../../components/network/expression.js";
import {conv, identity, norm, relu, scale, sigmoid, tanh} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";
import type {Volume} from "../../components/network/shapes.js";
import {fuse} from "../../components/plan/fuse.js";
import {trace} from "../../components/plan/trace.js";
import {relativeError} from "../model/numbers.js";
import {graphText} from "./graphText.js";
import {networkKinds} from "./networkKinds.js";
import {runGraphs} from "./runGraphs.js";

const input: Volume = [8, 8, 4];

function fused(network: Expression): string[] {
  return graphText(fuse(trace(label("b", network), input)));
}

describe("fuse(graph)", () => {
  test("makes a residual block's end, relu(norm(x) + shortcut), one operation", () => {
    expect(fused(basicBlock(4, 4))).toEqual([
      "convolution b.conv1(images)",
      "norm b.bn1(b.conv1), relu → b.relu relu",
      "convolution b.conv2(b.relu relu)",
      "norm b.bn2(b.conv2) + images, gate b, relu → b.relu relu"
    ]);
  });

  test("takes the shortcut into the residual function, not the other way round", () => {
    expect(fused(basicBlock(4, 8, {stride: 2, shortcut: "B", shortcutScale: 0.5}))).toEqual([
      "convolution b.conv1(images)",
      "norm b.bn1(b.conv1), relu → b.relu relu",
      "convolution b.conv2(b.relu relu)",
      "convolution b.downsample.0(images)",
      "norm b.downsample.1(b.downsample.0)",
      "norm b.bn2(b.conv2) + 0.5·b.downsample.1, gate b, relu → b.relu relu"
    ]);
  });

  test("ends a pre-activation block with a convolution that adds the shortcut", () => {
    expect(fused(basicBlock(4, 4, {preActivation: true}))).toEqual([
      "norm b.bn1(images), relu → b.relu relu",
      "convolution b.conv1(b.relu relu)",
      "norm b.bn2(b.conv1), relu → b.relu relu",
      "convolution b.conv2(b.relu relu) + images, gate b → b sum"
    ]);
  });

  test("ends in the normalization that follows an addition, and adds in the convolution before it", () => {
    expect(fused(basicBlock(4, 4, {order: "normAfterAddition"}))).toEqual([
      "convolution b.conv1(images)",
      "norm b.bn1(b.conv1), relu → b.relu relu",
      "convolution b.conv2(b.relu relu) + images, gate b → b sum",
      "norm b.bn2(b sum), relu → b.relu relu"
    ]);
  });

  test("leaves an addition that follows an activation by itself", () => {
    expect(fused(basicBlock(4, 4, {order: "reluBeforeAddition"}))).toEqual([
      "convolution b.conv1(images)",
      "norm b.bn1(b.conv1), relu → b.relu relu",
      "convolution b.conv2(b.relu relu)",
      "norm b.bn2(b.conv2), relu → b.relu relu",
      "combine b sum(b.relu relu, images), gate b"
    ]);
  });

  test("leaves an activation of what the shortcut passes on by itself", () => {
    const block = (name: string) => label(name, basicBlock(4, 4, {order: "reluOnlyPreActivation"}));
    expect(fused(sequence(block("0"), block("1"))).slice(-6)).toEqual([
      "norm b.0.bn2(b.0.conv2) + images, gate b.0 → b.0 sum",
      "combine b.1.relu relu(b.0 sum), relu",
      "convolution b.1.conv1(b.1.relu relu)",
      "norm b.1.bn1(b.1.conv1), relu → b.1.relu relu",
      "convolution b.1.conv2(b.1.relu relu)",
      "norm b.1.bn2(b.1.conv2) + b.0 sum, gate b.1 → b.1 sum"
    ]);
  });

  test("makes a convolution, its bias, a sum and an activation one operation where there is no normalization", () => {
    expect(fused(basicBlock(4, 4, {norm: false, activation: "tanh"}))).toEqual([
      "convolution b.conv1(images), tanh → b.tanh tanh",
      "convolution b.conv2(b.tanh tanh) + images, gate b, tanh → b.tanh tanh"
    ]);
  });

  test("leaves a value that is read twice where it is", () => {
    const path = sequence(label("conv", conv(4, 3)), label("one", relu()));
    const twice = sequence(label("conv0", conv(4, 3)), sum(path, identity()));
    expect(fused(twice)).toEqual([
      "convolution b.conv0(images)",
      "convolution b.conv(b.conv0), relu → b.one relu",
      "combine b sum(b.one relu, b.conv0)"
    ]);
    const alsoActivated = sequence(label("bn", norm()), sum(label("one", relu()), label("two", tanh())));
    expect(fused(alsoActivated)).toEqual([
      "norm b.bn(images)",
      "combine b.one relu(b.bn), relu",
      "combine b.two tanh(b.bn), tanh",
      "combine b sum(b.one relu, b.two tanh)"
    ]);
  });

  test("leaves what comes after an activation out of the layer before it", () => {
    const network = sequence(label("bn", norm()), label("one", relu()), label("two", sigmoid()));
    expect(fused(network)).toEqual([
      "norm b.bn(images), relu → b.one relu",
      "combine b.two sigmoid(b.one relu), sigmoid"
    ]);
  });

  test("takes in the term that is not scaled, if there is no gate", () => {
    const scaled = sequence(label("one", conv(4, 3)), label("half", scale(0.5)));
    const plain = label("two", conv(4, 3));
    expect(fused(sum(scaled, plain)).at(-1)).toBe("convolution b.two(images) + 0.5·b.one → b sum");
    const block = sum(group(scaled, {role: "residual"}), group(plain, {role: "shortcut"}));
    expect(fused(block).at(-1)).toBe("combine b sum(0.5·b.one, b.two), gate b");
  });

  test("leaves no addition or activation of a residual network by itself", () => {
    for (const options of [{}, {shortcut: "B"}, {preActivation: true}, {norm: false}] as const) {
      const {expression, input} = namedNetwork("cifar-resnet-20", {width: 4, ...options});
      const {operations} = fuse(trace(expression, input));
      expect(operations.filter(({type}) => type === "combine")).toEqual([]);
    }
  });

  for (const [name, options] of networkKinds) {
    test(`computes what the graph computed: ${name} ${JSON.stringify(options)}`, async () => {
      const {expression, input} = namedNetwork(name, {size: 8, numClasses: 5, ...options});
      const graph = trace(expression, input);
      expect(fuse(graph).operations.length).toBeLessThan(graph.operations.length);
      const [ours, theirs] = await runGraphs(expression, input, [fuse(graph), graph]);
      for (const quantity of ["output", "gradients", "inputGradient"] as const) {
        expect(Math.hypot(...theirs[quantity]), quantity).toBeGreaterThan(0);
        expect(relativeError(ours[quantity], theirs[quantity]), quantity).toBeLessThan(1e-5);
      }
    });
  }
});
