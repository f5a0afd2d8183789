import {describe, expect, test} from "vitest";
import {lineBetween, pathPlane} from "../../../components/worker/analysis/pathPlane.js";

/** A path in a plane of four dimensions: a half circle of radius 3, flattened to a third. */
const states = Array.from({length: 9}, (_, i) => {
  const angle = (Math.PI * i) / 8;
  const [x, y] = [3 * Math.cos(angle), Math.sin(angle)];
  return {a: Float32Array.of(1 + x, y), b: Float32Array.of(-x, 2), other: Float32Array.of(i)};
});

describe("pathPlane(states, names)", () => {
  test("holds a flat path whole, the longer direction first", () => {
    const {shares} = pathPlane(states, ["a", "b"]);
    expect(shares[0] + shares[1]).toBeCloseTo(1, 6);
    expect(shares[0]).toBeGreaterThan(0.9);
  });

  test("has each state where the path says", () => {
    const {center, directions, path} = pathPlane(states, ["a", "b"]);
    expect(Object.keys(center)).toEqual(["a", "b"]);
    for (const [i, [x, y]] of path.entries())
      for (const name of ["a", "b"] as const)
        states[i][name].forEach((value, k) => {
          const there = center[name][k] + x * directions[0][name][k] + y * directions[1][name][k];
          expect(there).toBeCloseTo(value, 4);
        });
  });

  test("is a little wider than the path", () => {
    const {path} = pathPlane(states, ["a", "b"]);
    for (const axis of [0, 1])
      for (const end of [Math.min, Math.max])
        expect(Math.abs(end(...path.map((place) => place[axis])))).toBeCloseTo(1 / 1.2, 5);
  });

  test("needs three states", () => {
    expect(() => pathPlane(states.slice(0, 2), ["a"])).toThrow("invalid path: 2 states");
  });
});

test("lineBetween(from, to, names) has both at its ends", () => {
  const {center, directions} = lineBetween(states[0], states[8], ["a"]);
  expect(Array.from(center.a, (value, i) => value - directions[0].a[i])).toEqual([...states[0].a]);
  const end = Array.from(center.a, (value, i) => value + directions[0].a[i]);
  end.forEach((value, i) => expect(value).toBeCloseTo(states[8].a[i], 6));
});
