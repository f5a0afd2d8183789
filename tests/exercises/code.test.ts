// @vitest-environment jsdom
import {expect, test} from "vitest";
import {codeExercises} from "../../components/exercises/chapters/code.js";
import {layerCount} from "../../components/exhibits/code/layerCount.js";
import {namedNetwork} from "../../components/network/named.js";
import {groupShapes} from "../../components/network/shapes.js";
import {resNet} from "../../components/network/zoo/resNet.js";

// What the exercises hold to be right is read off the networks.

/** Returns what an exercise says of an *answer*. */
function said(name: Parameters<typeof codeExercises.show>[0], answer: number): string {
  const element = codeExercises.show(name);
  element.querySelector("input")!.value = String(answer);
  element.querySelector("form")!.dispatchEvent(new Event("submit", {cancelable: true}));
  return element.querySelector(".exercise-said")!.textContent!;
}

/** The side of layer4's volume, of an image of 224×224. */
function lastSide(...replaceStrideWithDilation: boolean[]): number {
  const shapes = groupShapes(resNet({depth: 50, replaceStrideWithDilation}), [224, 224, 3]);
  return shapes.find(({name}) => name === "layer4")!.output[0];
}

test("the side of the volume of a layer4 that dilates is right, and those of other networks are not", () => {
  expect(said("dilated", lastSide(false, false, true))).toContain("is right");
  for (const other of [lastSide(false, false, false), lastSide(false, true, true)])
    expect(said("dilated", other)).not.toContain("is right");
});

test("the convolutions of ResNet-101's class are those of its network", () => {
  const {onPath, projections} = layerCount(namedNetwork("resnet101").expression);
  expect(said("convolutions", onPath + projections)).toContain("is right");
});
