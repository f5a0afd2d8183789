// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {oneInputLab} from "../../components/labs/oneInputLab.js";
import {correlationAt, derivatives} from "../../components/labs/oneInputNetwork.js";

const inputs = Array.from({length: 257}, (_, i) => i / 128 - 1);

describe("derivatives(network, inputs)", () => {
  test("of no layer are one number, whatever the input", () => {
    const [first, ...others] = derivatives({layers: 0, residual: false, seed: 3}, inputs);
    expect(first).not.toBe(0);
    for (const value of others) expect(value).toBe(first);
  });

  test("are the same with and without shortcuts where there is nothing to add to", () => {
    const network = {layers: 0, seed: 2};
    expect(derivatives({...network, residual: true}, [0.5])).toEqual(
      derivatives({...network, residual: false}, [0.5])
    );
  });

  test("of one input are those of a shortcut alone, since a normalization of one input is 0", () => {
    const alone = derivatives({layers: 0, residual: true, seed: 4}, [0.25]);
    expect(derivatives({layers: 5, residual: false, seed: 4}, [0.25])).toEqual([0]);
    expect(alone[0]).not.toBe(0);
  });

  test("become noise in 24 plain layers, and stay related in residual ones, with every seed", () => {
    for (let seed = 1; seed <= 5; ++seed) {
      const near = (residual: boolean, layers: number) =>
        correlationAt(derivatives({layers, residual, seed}, inputs), 1);
      expect(near(false, 1)).toBeGreaterThan(0.9);
      expect(Math.abs(near(false, 24))).toBeLessThan(0.3);
      expect(near(true, 24)).toBeGreaterThan(0.6);
    }
  });
});

test("correlationAt(values, distance) is 1 of what is alike, and −1 of what alternates", () => {
  const wave = Array.from({length: 1000}, (_, i) => Math.cos((2 * Math.PI * i) / 10));
  expect(correlationAt(wave, 10)).toBeCloseTo(1, 1);
  expect(correlationAt(wave, 5)).toBeCloseTo(-1, 1);
});

test("oneInputLab() follows its slider, and draws other weights when it is asked to", () => {
  const figure = oneInputLab();
  const said = () => figure.querySelector('[role="status"]')!.textContent!;
  expect(said()).toMatch(/plain −?0\.[0-2]\d, residual 0\.[6-9]\d\. Weights of seed 1\.$/);
  expect(figure.querySelectorAll("svg")).toHaveLength(2);
  const slider = figure.querySelector("input")!;
  slider.value = "0";
  slider.dispatchEvent(new Event("input", {bubbles: true}));
  expect(said()).toMatch(/plain 0\.9\d, residual 0\.9\d\. /);
  figure.querySelector("button")!.click();
  expect(said()).toMatch(/Weights of seed 2\.$/);
});
