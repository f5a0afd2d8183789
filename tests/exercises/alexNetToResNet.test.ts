// @vitest-environment jsdom
import {expect, test} from "vitest";
import {alexNetExercises} from "../../components/exercises/chapters/alexNetToResNet.js";
import {neuronFunctions, slopesLeft} from "../../components/exhibits/activations/neuronFunctions.js";
import {cost} from "../../components/network/cost.js";
import {sequence} from "../../components/network/expression.js";
import {kernelWeights} from "../../components/network/kernelWeights.js";
import {conv, dense} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";
import {receptiveFields} from "../../components/network/receptiveField.js";

// What the exercises hold to be right is read off the networks.

/** Returns what an exercise says of an *answer*. */
function said(name: Parameters<typeof alexNetExercises.show>[0], answer: number): string {
  const element = alexNetExercises.show(name);
  element.querySelector("input")!.value = String(answer);
  element.querySelector("form")!.dispatchEvent(new Event("submit", {cancelable: true}));
  return element.querySelector(".exercise-said")!.textContent!;
}

test("AlexNet has almost nine times the parameters of GoogLeNet", () => {
  const [alexNet, googLeNet] = ["alexnet-original", "googlenet-paper"].map((name) => {
    const {expression, input} = namedNetwork(name);
    return cost(expression, input).parameters;
  });
  expect(alexNet / googLeNet).toBeGreaterThan(8.5);
  expect(alexNet / googLeNet).toBeLessThan(9);
});

test("the field of VGG-16's conv3_3 is right", () => {
  const {expression, input} = namedNetwork("vgg16");
  const rows = receptiveFields(expression, input).filter(({name}) =>
    /features\.(0|2|5|7|10|12|14)$/.test(name)
  );
  expect(rows).toHaveLength(7);
  expect(said("field", rows[6].size)).toContain("is right");
  expect(said("field", rows[6].size + 1)).toContain("too large");
});

test("weights of a bottleneck and of a reduced branch are right", () => {
  const bottleneck = sequence(conv(128, 1), conv(128, 3), conv(512, 1));
  expect(said("bottleneck", kernelWeights(bottleneck, [28, 28, 512]))).toContain("is right");
  const branch = sequence(conv(16, 1), conv(32, 5));
  expect(said("reduced", kernelWeights(branch, [28, 28, 192]))).toContain("is right");
});

test("the weights of AlexNet's fourth convolution are right", () => {
  expect(said("groups", kernelWeights(conv(384, 3, {groups: 2}), [13, 13, 384]))).toContain("is right");
});

test("no five sigmoids leave more of a slope than is said", () => {
  const left = (input: number) => slopesLeft(neuronFunctions.sigmoid, {input, weight: 1, layers: 5})[5];
  expect(left(0)).toBeLessThan(0.25 ** 5);
  expect(said("sigmoids", neuronFunctions.sigmoid.slope(0) ** 5)).toContain("is right");
});

test("the weights of VGG-16's first fully connected layer are right, and about three quarters of all", () => {
  const weights = kernelWeights(dense(4096), [7, 7, 512]);
  expect(said("head", weights)).toContain("is right");
  const {expression, input} = namedNetwork("vgg16");
  expect(weights / cost(expression, input).parameters).toBeCloseTo(0.75, 1);
});
