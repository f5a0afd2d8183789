// @vitest-environment jsdom
import {beforeEach, expect, test} from "vitest";
import {currentKey, figureSettings} from "../../components/embed/figureSettings.js";
import {choiceField, numberField} from "../../components/widgets/labFields.js";

let figure: HTMLElement;
let heard: string[];
beforeEach(() => {
  figure = document.createElement("figure");
  figure.append(
    numberField({
      name: "scale",
      setting: "shortcutScale",
      label: "λ",
      value: 0.5,
      min: 0,
      max: 1.5,
      step: 0.1
    }).element,
    choiceField({
      name: "order",
      label: "Order",
      options: {original: "as in 2015", preActivation: "as in 2016"}
    }).element
  );
  const others = document.createElement("div");
  others.innerHTML = `<label class="stop-slider"><span>Blocks in a stage <output>3</output></span><input type="range" min="1" max="9" value="3"></label>
    <label><input type="checkbox"> test error</label>
    <label>Networks <select><option value="a">A</option><option value="b">B</option></select></label>
    <input type="file" aria-label="CIFAR-10">`;
  figure.append(others);
  document.body.replaceChildren(figure);
  heard = [];
  figure.addEventListener("input", ({target}) => heard.push((target as HTMLInputElement).type));
});

const values = () => Object.fromEntries([...figureSettings(figure)].map(([key, {value}]) => [key, value]));

test("figureSettings(figure) has each control by the field table's key, or by its label in one word", () => {
  expect(values()).toEqual({
    ...{shortcutScale: "0.5", order: "original"},
    ...{blocksInAStage: "3", testError: "0", networks: "a"}
  });
});

test("choose(text) chooses as a reader would: the figure hears of it", () => {
  const settings = figureSettings(figure);
  const chosen = {
    shortcutScale: "1.2",
    order: "preActivation",
    blocksInAStage: "5",
    testError: "1",
    networks: "b"
  };
  for (const [key, text] of Object.entries(chosen)) expect(settings.get(key)!.choose(text)).toBeUndefined();
  expect(values()).toEqual(chosen);
  expect(heard).toEqual(["number", "radio", "range", "checkbox", "select-one"]);
});

test("choose(wrong text) changes nothing, and says what is wrong", () => {
  const before = values();
  const settings = figureSettings(figure);
  const wrong = {
    shortcutScale: "1.6",
    order: "constructor",
    blocksInAStage: "",
    testError: "yes",
    networks: "c"
  };
  for (const [key, text] of Object.entries(wrong))
    expect(settings.get(key)!.choose(text)).toMatchObject({field: key, value: text});
  expect(settings.get("shortcutScale")!.choose("javascript:alert(1)")).toMatchObject({
    rule: {is: "number", least: 0, most: 1.5}
  });
  expect(values()).toEqual(before);
  expect(heard).toEqual([]);
});

test("currentKey(former key) is the key of today", () => {
  expect([currentKey("rate"), currentKey("depth"), currentKey("constructor")]).toEqual([
    "learningRate",
    "depth",
    "constructor"
  ]);
});
