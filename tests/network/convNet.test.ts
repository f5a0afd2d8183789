import {expect, test} from "vitest";
import {namedNetwork} from "../../components/network/named.js";
import {parameterCount, parameters} from "../../components/network/parameters.js";
import {outputShape} from "../../components/network/shapes.js";
import {convNet, type ConvNetHead, type ConvNetOptions} from "../../components/network/zoo/convNet.js";

const namesOf = (options: ConvNetOptions) => parameters(convNet(options), [16, 16, 3]).map(({name}) => name);

test("convNet() is two stages of convolutions, 16 and 32 channels wide, and a head of ten classes", () => {
  const network = convNet({norm: false});
  expect(outputShape(network, [16, 16, 3])).toEqual([1, 1, 10]);
  // 3·16·9 + 16, 16·16·9 + 16, 16·32·9 + 32, 32·32·9 + 32, 32·10 + 10
  expect(parameterCount(network, [16, 16, 3])).toBe(448 + 2320 + 4640 + 9248 + 330);
  expect(namesOf({norm: false})).toEqual([
    ...["conv1_1", "conv1_2", "conv2_1", "conv2_2"].flatMap((name) => [`${name}.weight`, `${name}.bias`]),
    ...["fc.weight", "fc.bias"]
  ]);
});

test("with batch normalization its convolutions have no bias, and each has a normalization", () => {
  const names = namesOf({depth: 2});
  expect(names).toContain("bn1_1.weight");
  expect(names).not.toContain("conv1_1.bias");
});

test("each head has ten classes, of any size of image; a dense one has most weights", () => {
  const counts = (["average", "maps", "dense", "dropout"] satisfies ConvNetHead[]).map((head) => {
    const network = convNet({head, norm: false});
    for (const size of [4, 16, 32]) expect(outputShape(network, [size, size, 3])).toEqual([1, 1, 10]);
    return parameterCount(network, [16, 16, 3]) - 16_656; // the body's
  });
  expect(counts).toEqual([330, 330, 66_954, 66_954]); // 4·4·32·128 + 128 + 128·10 + 10
});

test("its local response normalization ends each stage", () => {
  const types = JSON.stringify(convNet({localResponse: "alexNet"}));
  expect(types.match(/localResponseNorm/g)).toHaveLength(2);
  expect(JSON.stringify(convNet())).not.toContain("localResponseNorm");
});

test("cifar-convnet-N has its name and its options, and says which depths there are", () => {
  const {expression} = namedNetwork("cifar-convnet-6", {width: 8, activation: "tanh", norm: false});
  expect(expression).toEqual(convNet({depth: 6, width: 8, activation: "tanh", norm: false, numClasses: 10}));
  expect(() => namedNetwork("cifar-convnet-5")).toThrow(
    "invalid depth: 5; small convolutional networks have depth 2n"
  );
  expect(() => namedNetwork("cifar-convnet-4", {shortcut: "A"})).toThrow("unknown option: shortcut");
  expect(() => namedNetwork("cifar-resnet-20", {head: "dense"})).toThrow("unknown option: head");
});
