// @vitest-environment jsdom
import {afterEach, expect, test} from "vitest";
import {groupsExercise} from "../../components/exhibits/groupsExercise.js";
import {bottleneck} from "../../components/network/blocks/bottleneck.js";
import {parameters} from "../../components/network/parameters.js";

afterEach(() => document.body.replaceChildren());

function create() {
  const element = groupsExercise();
  document.body.append(element);
  return {
    element,
    lines: [...element.querySelectorAll<HTMLElement>(".code-lines button")],
    status: element.querySelector("[role=status]")!,
    answer: element.querySelector<HTMLElement>(".answer")!
  };
}

/** Weights of the 3×3 in a block of 32 channels, as the fold over its expression counts them. */
function weightsOf(groups: number): number {
  const block = bottleneck(32, 32, {outChannels: 32, cardinality: groups});
  const {shape} = parameters(block, [8, 8, 32]).find(({name}) => name === "conv2.weight")!;
  return shape.reduce((product, size) => product * size, 1);
}

test("groupsExercise() has one wrong line, and says of each other why it is right", () => {
  const {element, lines, status, answer} = create();
  expect(lines.map(({textContent}) => textContent!.trim())[3]).toMatch(/groups=width \/\/ groups\)$/);
  expect(element.value).toBeNull();
  for (const i of [0, 1, 2, 4, 5, 6, 7, 8]) {
    lines[i].click();
    expect(status.textContent).toMatch(new RegExp(`^Line ${i + 1}\\. This one is right\\. .{30}`));
    expect([answer.hidden, element.value]).toEqual([true, {line: i + 1, right: false}]);
  }
  lines[3].click();
  expect(status.textContent).toMatch(/^Line 4\. Yes\./);
  expect([answer.hidden, element.value]).toEqual([false, {line: 4, right: true}]);
  expect(lines.map((line) => line.getAttribute("aria-pressed")).indexOf("true")).toBe(3);
  lines[0].click();
  expect(answer.hidden).toBe(false); // what has been found stays
});

test("groupsExercise() shows the weights that a fold over the block counts: 4,608 instead of 576", () => {
  expect([weightsOf(16), weightsOf(32 / 16)]).toEqual([576, 4608]);
  const {answer} = create();
  expect(answer.textContent!.replace(/\s+/g, " ")).toContain(
    "asked for 16 groups gets 32 // 16 = 2. It has 4,608 weights in the 3×3 instead of 576"
  );
  const pictures = [...answer.querySelectorAll(".grouped-weight")];
  expect(pictures.map((picture) => picture.querySelector("b")!.textContent)).toEqual(["576", "4,608"]);
  expect(pictures.map((picture) => picture.querySelectorAll(".block").length)).toEqual([16, 2]);
});

test("groupsExercise() is harmless where groups² = width: 8 in 64", () => {
  const {answer} = create();
  expect(answer.querySelector("details")!.textContent).toContain("groups² = width, such as 8 groups in 64");
  const equal = (width: number) => [1, 2, 4, 8, 16, 32, 64].filter((groups) => width / groups === groups);
  expect([equal(64), equal(32)]).toEqual([[8], []]);
});

test("groupsExercise() emits input", () => {
  const {element, lines} = create();
  const heard: unknown[] = [];
  element.addEventListener("input", () => heard.push(element.value));
  lines[6].click();
  expect(heard).toEqual([{line: 7, right: false}]);
});
