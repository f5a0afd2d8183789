// @vitest-environment jsdom
import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test} from "vitest";
import {alexNetConstants, inhibited} from "../../components/exhibits/localResponse/inhibited.js";
import {responseFigure} from "../../components/exhibits/localResponse/responseFigure.js";
import {mapValues, type ResponseMaps} from "../../components/exhibits/localResponse/responseMaps.js";
import {localResponse} from "../../components/model/localResponse.js";
import {localResponseNorm} from "../../components/network/leaf.js";

beforeAll(() => tf.setBackend("cpu"));

const bytes = Uint8Array.from({length: 2 * 3 * 4}, (_, i) => (i * 37) % 256);
const recording: ResponseMaps = {
  image: {label: "heart", url: "data:,"},
  volume: [2, 3, 4],
  most: 5,
  maps: btoa(String.fromCharCode(...bytes)),
  caption: "recorded"
};

test("inhibited(values) is what the layer makes of them, in the paper's letters", () => {
  const values = [0.5, 3, 0, 1.25, 2, 7];
  for (const constants of [alexNetConstants, {n: 3, k: 1, alpha: 0.3, beta: 0.5}]) {
    const {n, k, alpha, beta} = constants;
    const leaf = localResponseNorm({size: n, alpha: n * alpha, beta, k});
    const made = localResponse(tf.tensor4d(values, [1, 1, 1, 6]), leaf).dataSync();
    inhibited(values, constants).forEach(({after}, i) => expect(after).toBeCloseTo(made[i], 5));
  }
});

test("AlexNet's constants divide small values by 2^0.75", () =>
  expect(inhibited([1], alexNetConstants)[0].divisor).toBeCloseTo(2 ** 0.75, 3));

describe("responseFigure(recording)", () => {
  const open = () => {
    const figure = responseFigure(recording, {n: 3});
    document.body.replaceChildren(figure);
    const said = () => figure.querySelector(".status")!.textContent!;
    return {figure, said, maps: [...figure.querySelectorAll<HTMLButtonElement>(".map")]};
  };

  test("opens the largest value, and says how it comes out", () => {
    const {figure, said} = open();
    const values = mapValues(recording);
    const {row, column, channel} = figure.value;
    const place = (row * 3 + column) * 4;
    expect(values[place + channel]).toBe(Math.max(...values));
    const {before, after, squares} = inhibited(values.subarray(place, place + 4), figure.value)[channel];
    expect(said()).toBe(
      `Channel ${channel + 1} at row ${row + 1}, column ${column + 1}: ` +
        `${before.toFixed(2)} / (1 + 0.01 · ${squares.toFixed(2)})^0.75 = ${after.toFixed(2)}.`
    );
  });

  test("a press chooses a channel; arrow keys move, and stop at the borders", () => {
    const {figure, maps} = open();
    maps[2].click();
    expect(figure.value.channel).toBe(2);
    expect(maps[2].getAttribute("aria-pressed")).toBe("true");
    for (let i = 0; i < 9; i++)
      maps[2].dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight", cancelable: true}));
    maps[2].dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowUp"}));
    expect(figure.value).toMatchObject({column: 2, channel: 2});
    maps[2].dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowUp"}));
    expect(figure.value.row).toBe(0);
  });

  test("a constant that cannot be is a fault at its field, and the drawing stays", () => {
    const {figure, said} = open();
    const before = said();
    const k = [...figure.querySelectorAll("input")].find((input) =>
      input.closest("label")?.textContent?.includes("k")
    )!;
    k.value = "-1";
    k.dispatchEvent(new Event("input", {bubbles: true}));
    expect(k.getAttribute("aria-invalid")).toBe("true");
    expect(figure.textContent).toMatch(/invalid k: -1; it must be a number from 0.1 to 10/);
    expect(said()).toBe(before);
    k.value = "2";
    k.dispatchEvent(new Event("input", {bubbles: true}));
    expect(k.hasAttribute("aria-invalid")).toBe(false);
    expect(figure.value.k).toBe(2);
  });
});
