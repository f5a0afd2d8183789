// @vitest-environment jsdom
import {afterEach, describe, expect, test, vi} from "vitest";
import {specimenChooser, type SpecimenChooserOptions} from "../../components/labs/specimenChooser.js";
import {createShelf} from "../../components/labs/specimens.js";
import {networkKey} from "../../components/network/identity.js";
import {microtasks} from "../panels/fakeWorkers.js";
import {tinySpec} from "../worker/tinyDataset.js";
import {filesOf, recordingOf} from "./shelf.js";

const names = ["cifar-plain-8", "cifar-resnet-8", "cifar-resnet-14", "cifar-resnet-20"];

afterEach(() => document.body.replaceChildren());

/** Four recorded networks, two of which are chosen. */
function create(options: Partial<SpecimenChooserOptions> = {}) {
  const recording = recordingOf(...names);
  const shelf = createShelf(recording, filesOf(recording));
  const element = specimenChooser(shelf, {chosen: names.slice(0, 2), ...options});
  document.body.append(element); // elsewhere boxes do not tell that they are ticked
  const boxes = () => [...element.querySelectorAll("input")];
  return {
    shelf,
    element,
    boxes,
    nets: () => element.value.map(({net}) => networkKey(net)),
    labels: () => [...element.querySelectorAll("label")].map(({textContent}) => textContent!.trim()),
    hint: () => element.querySelector("[role=status]")!.textContent,
    tick: (...indices: number[]) => indices.forEach((i) => boxes()[i].click()),
    train: (seed: number) =>
      shelf.add({spec: tinySpec({seed}), steps: 4, state: {}, trainedAt: new Date(2026, 0, 1)})
  };
}

describe("specimenChooser(shelf, {chosen})", () => {
  test("has a box for each network, with what it is, and those that are chosen are ticked", () => {
    const {labels, boxes, nets, hint, element} = create();
    expect(labels()).toEqual([
      "plain-8 recorded, 3 seeds",
      "residual-8 recorded, 3 seeds",
      "residual-14 recorded, 3 seeds",
      "residual-20 recorded, 3 seeds"
    ]);
    expect(boxes().map(({checked}) => checked)).toEqual([true, true, false, false]);
    expect([nets(), hint()]).toEqual([names.slice(0, 2), ""]);
    expect(element.querySelector("legend")!.textContent).toBe("Networks");
  });

  test("tells every choice, when its value is already that, in the order of the shelf", () => {
    const {tick, element, nets} = create();
    const heard = vi.fn(() => nets());
    element.addEventListener("input", heard);
    tick(3, 0);
    expect(heard.mock.results.map(({value}) => value as string[])).toEqual([
      [names[0], names[1], names[3]],
      [names[1], names[3]]
    ]);
  });

  test("has no more than three: a fourth can be chosen when another is not", () => {
    const {tick, boxes, hint} = create();
    const disabled = () => boxes().map((box) => box.disabled);
    tick(2);
    expect([disabled(), hint()]).toEqual([[false, false, false, true], "No more than 3 at a time."]);
    tick(0);
    expect([disabled(), hint()]).toEqual([[false, false, false, false], ""]);
  });

  test("says that there is none chosen", () => {
    const {tick, hint, nets} = create();
    tick(0, 1);
    expect([nets(), hint()]).toEqual([[], "Choose a network."]);
  });

  test("has only some networks, if it is so", () => {
    const {labels, nets, shelf} = create({only: ({residual}) => residual});
    expect(labels()).toHaveLength(3);
    expect(nets()).toEqual([names[1]]);
    shelf.add({spec: tinySpec({name: "cifar-plain-14"}), steps: 4, state: {}, trainedAt: new Date()});
    expect(labels()).toHaveLength(3);
  });
});

describe("a network that is trained meanwhile", () => {
  test("can be chosen, and changes nothing of the choice", () => {
    const {train, tick, boxes, labels, nets, element} = create();
    const heard = vi.fn();
    element.addEventListener("input", heard);
    tick(2, 0);
    train(7);
    expect(heard).toHaveBeenCalledTimes(2);
    expect(nets()).toEqual([names[1], names[2]]);
    expect(labels()[4]).toMatch(/^residual-8, own seed 7, 4 steps, Jan 1, 2026/);
    expect(boxes().map(({checked}) => checked)).toEqual([false, true, true, false, false]);
    tick(4);
    expect(nets()).toEqual([names[1], names[2], "cifar-resnet-8, own"]);
  });

  test("cannot be chosen as a fourth", () => {
    const {train, tick, boxes} = create();
    tick(2);
    train(7);
    expect(boxes()[4].disabled).toBe(true);
  });

  test("is not heard of after invalidation", async () => {
    const {train, labels} = create({invalidation: Promise.resolve()});
    await microtasks();
    train(7);
    expect(labels()).toHaveLength(4);
  });
});
