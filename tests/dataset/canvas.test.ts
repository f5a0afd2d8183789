import {describe, expect, test} from "vitest";
import {
  type Canvas,
  colour,
  paintGround,
  paintShape,
  paintStroke,
  writeBytes
} from "../../components/dataset/canvas.js";
import type {Random} from "../../components/random/random.js";

const white = [1, 1, 1] as const;
const black = [0, 0, 0] as const;

function canvas(size = 32): Canvas {
  return {size, values: new Float64Array(size * size * 3)};
}

/** Returns how much of the plane's area, 4, is white. */
function area({size, values}: Canvas): number {
  return (4 * values.reduce((sum, value) => sum + value, 0)) / (3 * size * size);
}

/** A stream of one number. */
function steady(number: number): Random {
  return {uint32: () => number, uniform: () => number / 2 ** 32};
}

describe("colour(hue, saturation, value)", () => {
  test("goes through red, yellow, green, cyan, blue, magenta", () => {
    expect([0, 1, 2, 3, 4, 5].map((hue) => colour(hue, 1, 1).join(""))).toEqual(["100", "110", "010", "011", "001", "101"]); // prettier-ignore
  });

  test("is grey at saturation 0", () => {
    expect(colour(2.5, 0, 0.3)).toEqual([0.3, 0.3, 0.3]);
  });
});

describe("paintGround(canvas, paint)", () => {
  test("changes once along its direction, or in triangle waves", () => {
    const once = canvas(4);
    paintGround(once, {from: black, to: white, direction: [1, 0], frequency: 0, phase: 0});
    expect([0, 1, 2, 3].map((x) => once.values[3 * x])).toEqual([0.125, 0.375, 0.625, 0.875]);
    const waves = canvas(4);
    paintGround(waves, {from: black, to: white, direction: [0, 1], frequency: 1, phase: 0});
    expect([0, 1, 2, 3].map((y) => waves.values[12 * y])).toEqual([0.5, 0.5, 0.5, 0.5]);
    paintGround(waves, {from: black, to: white, direction: [0, 1], frequency: 1, phase: 0.25});
    expect([0, 1, 2, 3].map((y) => waves.values[12 * y])).toEqual([0, 1, 0, 1]);
  });
});

describe("paintStroke(canvas, stroke)", () => {
  test("covers the area of a disc, and of a round-ended line", () => {
    const dot = canvas();
    paintStroke(dot, {x: 0.1, y: -0.2, dx: 0, dy: 0, radius: 0.4, colour: white, opacity: 1});
    expect(area(dot)).toBeCloseTo(Math.PI * 0.16, 2);
    const line = canvas();
    paintStroke(line, {x: -0.4, y: -0.3, dx: 0.6, dy: 0.8, radius: 0.2, colour: white, opacity: 0.5});
    expect(area(line)).toBeCloseTo(0.5 * (0.4 + Math.PI * 0.04), 2);
  });

  test("stays on the canvas", () => {
    const corner = canvas();
    paintStroke(corner, {x: 1, y: 1, dx: 0, dy: 0, radius: 0.5, colour: white, opacity: 1});
    expect(area(corner)).toBeCloseTo((Math.PI * 0.25) / 4, 2);
    const beyond = canvas();
    paintStroke(beyond, {x: 3, y: -3, dx: 0, dy: 0, radius: 0.5, colour: white, opacity: 1});
    expect(area(beyond)).toBe(0);
  });
});

describe("paintShape(canvas, distance, options)", () => {
  const paint = {from: white, to: white, direction: [1, 0], frequency: 0, phase: 0} as const;
  const bar = (x: number, y: number) => Math.max(Math.abs(x) - 1, Math.abs(y) - 0.25);

  test("scales, moves and turns the shape", () => {
    const lying = canvas();
    paintShape(lying, bar, {placement: {x: 0, y: 0, radius: 0.5, axis: [1, 0]}, paint, opacity: 1});
    expect(area(lying)).toBeCloseTo(1 * 0.25, 2);
    expect(lying.values[3 * (16 * 32 + 22)]).toBe(1);
    const standing = canvas();
    paintShape(standing, bar, {placement: {x: 0, y: 0, radius: 0.5, axis: [0, 1]}, paint, opacity: 1});
    expect(area(standing)).toBeCloseTo(1 * 0.25, 2);
    expect(standing.values[3 * (16 * 32 + 22)]).toBe(0);
    expect(standing.values[3 * (22 * 32 + 16)]).toBe(1);
  });
});

describe("writeBytes(canvas, options)", () => {
  function written(values: number[], options: Partial<Parameters<typeof writeBytes>[1]> = {}): number[] {
    const bytes = new Uint8Array(values.length + 2).fill(7);
    const rest = {offset: 1, contrast: 1, brightness: 0, noise: 0, random: steady(0), ...options};
    writeBytes({size: 1, values: Float64Array.from(values)}, {bytes, ...rest});
    expect([bytes[0], bytes.at(-1)]).toEqual([7, 7]);
    return [...bytes.subarray(1, -1)];
  }

  test("takes the nearest of 256 levels, halves upwards, and clips", () => {
    expect(written([-1, 0, 0.49 / 255, 0.51 / 255, 127.4 / 255, 0.5, 0.9999, 1, 2])).toEqual([0, 0, 0, 1, 127, 128, 255, 255, 255]); // prettier-ignore
  });

  test("stretches about the middle, then brightens", () => {
    expect(written([0, 0.5, 1], {contrast: 0.5, brightness: 0.1})).toEqual([0.35, 0.6, 0.85].map((v) => Math.round(v * 255))); // prettier-ignore
  });

  test("adds noise by the sum of four bytes: none at 510, at most 510 / 147.8 deviations", () => {
    expect(written([0.5], {noise: 0.1, random: steady(0x807f807f)})).toEqual([128]);
    expect(written([0.5], {noise: 0.1, random: steady(0xffffffff)})).toEqual([Math.round((0.5 + 51 / 147.8) * 255)]); // prettier-ignore
    expect(written([0.5], {noise: 0.1, random: steady(0)})).toEqual([Math.round((0.5 - 51 / 147.8) * 255)]);
  });
});
