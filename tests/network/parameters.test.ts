import {expect, test} from "vitest";
import {label, sequence} from "../../components/network/expression.js";
import {conv, dense, norm, relu} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";
import {parameterCount, parameters} from "../../components/network/parameters.js";

test("parameters(conv, norm, dense) gives name, kind, shape and fan-in in our layout", () => {
  const net = sequence(
    label("conv1", conv(8, 3, {groups: 2, bias: true})),
    label("bn1", norm({zeroInit: true})),
    relu(),
    label("fc", dense(10))
  );
  const rows = parameters(net, [5, 4, 6]).map(({name, kind, layer, shape, trainable, fanIn, zeroInit}) => {
    return [name, kind, layer, shape.join("×"), trainable, fanIn, zeroInit];
  });
  expect(rows).toEqual([
    ["conv1.weight", "weight", "conv", "3×3×3×8", true, 27, false],
    ["conv1.bias", "bias", "conv", "8", true, 27, false],
    ["bn1.weight", "gamma", "norm", "8", true, 1, true],
    ["bn1.bias", "beta", "norm", "8", true, 1, false],
    ["bn1.running_mean", "runningMean", "norm", "8", false, 1, false],
    ["bn1.running_var", "runningVariance", "norm", "8", false, 1, false],
    ["fc.weight", "weight", "dense", "160×10", true, 160, false],
    ["fc.bias", "bias", "dense", "10", true, 160, false]
  ]);
});

test("parameters(expression) tells unnamed and repeated layers apart", () => {
  const net = sequence(
    conv(4, 1),
    conv(4, 1),
    label("a", sequence(conv(4, 1), norm())),
    label("conv_2", conv(4, 1))
  );
  const weights = parameters(net, [2, 2, 4]).filter(({kind}) => kind === "weight" || kind === "gamma");
  expect(weights.map(({name}) => name)).toEqual([
    "conv.weight",
    "conv_2.weight",
    "a.weight",
    "a_2.weight",
    "conv_2_2.weight"
  ]);
});

// torch: [(k, tuple(v.shape)) for k, v in CifarResNet(n=1, option B, width 4).state_dict().items()]
test("parameters(cifar-resnet-8) are PyTorch's state_dict, num_batches_tracked left out", () => {
  const {expression, input} = namedNetwork("cifar-resnet-8", {width: 4, shortcut: "B"});
  const bn = (name: string): string[] =>
    ["weight", "bias", "running_mean", "running_var"].map((s) => `${name}.${s}`);
  const block = (name: string): string[] => [
    ...[`${name}.conv1.weight`, ...bn(`${name}.bn1`)],
    ...[`${name}.conv2.weight`, ...bn(`${name}.bn2`)]
  ];
  const projection = (name: string): string[] => [`${name}.0.weight`, ...bn(`${name}.1`)];
  expect(parameters(expression, input).map(({name}) => name)).toEqual([
    ...["conv1.weight", ...bn("bn1"), ...block("layer1.0")],
    ...[...block("layer2.0"), ...projection("layer2.0.downsample")],
    ...[...block("layer3.0"), ...projection("layer3.0.downsample")],
    ...["fc.weight", "fc.bias"]
  ]);
});

test("parameters(cifar-resnet-8) without normalization has a bias for every convolution", () => {
  const {expression, input} = namedNetwork("cifar-resnet-8", {width: 4, norm: false, shortcut: "B"});
  const specs = parameters(expression, input);
  expect(specs.some(({layer}) => layer === "norm")).toBe(false);
  const weights = specs.filter(({layer, kind}) => layer === "conv" && kind === "weight");
  const biases = specs.filter(({layer, kind}) => layer === "conv" && kind === "bias");
  expect(biases.map(({layerName}) => layerName)).toEqual(weights.map(({layerName}) => layerName));
});

test("parameters(zeroInit) marks the last γ of every block and no other", () => {
  const marked = (name: string): string[] => {
    const {expression, input} = namedNetwork(name, {zeroInitResidual: true});
    return parameters(expression, input).flatMap((spec) => (spec.zeroInit ? [spec.name] : []));
  };
  expect(marked("cifar-resnet-8")).toEqual([1, 2, 3].map((stage) => `layer${stage}.0.bn2.weight`));
  expect(marked("resnet50")).toHaveLength(16);
  expect(marked("resnet50").every((name) => name.endsWith(".bn3.weight"))).toBe(true);
});

test("parameterCount(WRN-28-10) counts 36.5 million weights (Zagoruyko and Komodakis 2016, Table 5)", () => {
  const {expression, input} = namedNetwork("cifar-wide-resnet-28-10");
  expect(parameterCount(expression, input)).toBe(36_479_194);
});

test("parameterCount(plain-34) is that of resnet34 without its three projections", () => {
  const count = (name: string): number => {
    const {expression, input} = namedNetwork(name);
    return parameterCount(expression, input);
  };
  const projections = [64, 128, 256].reduce((sum, c) => sum + c * 2 * c + 2 * 2 * c, 0);
  expect(count("plain-34")).toBe(count("resnet34") - projections);
});
