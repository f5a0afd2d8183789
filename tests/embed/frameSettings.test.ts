// @vitest-environment jsdom
import {beforeEach, expect, test, vi} from "vitest";
import {freezeSettings} from "../../components/embed/frameSettings.js";
import {eventually} from "../eventually.js";

let figure: HTMLElement;
const input = (key: string) => figure.querySelector<HTMLInputElement>(`[data-setting=${key}]`)!;

beforeEach(() => {
  figure = document.createElement("div"); // what an earlier one is watched by would look at it too
  figure.innerHTML = `<p><label>λ <input data-setting="shortcutScale"></label></p><p></p><input data-setting="seed">`;
  document.body.replaceChildren(figure);
});

test("freezeSettings(figure, keys) disables these settings, by former keys too, and leaves the others", () => {
  expect(freezeSettings(figure, ["scale"])).toEqual([]);
  expect([input("shortcutScale").disabled, input("seed").disabled]).toEqual([true, false]);
});

test("freezeSettings(figure, keys) keeps a setting frozen that the figure draws anew, or enables", async () => {
  freezeSettings(figure, ["shortcutScale"]);
  figure.firstElementChild!.innerHTML = `<label>λ <input data-setting="shortcutScale"></label>`;
  expect(input("shortcutScale").disabled).toBe(false);
  await eventually(() => expect(input("shortcutScale").disabled).toBe(true));
  input("shortcutScale").disabled = false;
  await eventually(() => expect(input("shortcutScale").disabled).toBe(true));
});

test("freezeSettings(figure, keys) does not look through the controls when only a drawing changes", async () => {
  freezeSettings(figure, ["seed"]);
  const look = vi.spyOn(figure, "querySelectorAll");
  figure.append(document.createElement("output"));
  await new Promise((resolve) => setTimeout(resolve));
  expect(look).toHaveBeenCalledTimes(0);
  figure.append(document.createElement("input"));
  await new Promise((resolve) => setTimeout(resolve));
  expect(look).toHaveBeenCalledTimes(1);
});

test("freezeSettings(figure, keys) says which it does not have", () => {
  expect(freezeSettings(figure, ["colour", "seed"])).toMatchObject([
    {field: "colour", value: "frozen", rule: {is: "unknown"}}
  ]);
});
