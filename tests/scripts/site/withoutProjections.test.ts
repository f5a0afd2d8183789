import {expect, test} from "vitest";
import {withoutProjections} from "../../../scripts/site/withoutProjections.js";

const plot = "/cache/_node/@observablehq/plot@0.6.17/index.js";
const transform = withoutProjections.transform as (code: string, id: string) => {code: string} | null;

const chosen =
  'var a=1;function Qp(t){switch(`${t}`.toLowerCase()){case"albers-usa":return fn(Vg);case"mercator":return fn(ey);default:throw new Error(`unknown projection type: ${t}`)}}function b(){}';

test("Plot without projections refuses each by its name, and is otherwise as it was", () => {
  expect(transform(chosen, plot)!.code).toBe(
    "var a=1;function Qp(t){throw new Error(`unknown projection type: ${t}`)}function b(){}"
  );
});

test("other modules stay as they are", () =>
  expect(transform(chosen, "/cache/_node/d3@7/index.js")).toBeNull());

test("a Plot that chooses them elsewhere is noticed when the site is built", () =>
  expect(() => transform("function plot(){}", plot)).toThrow("Plot chooses projections elsewhere"));
