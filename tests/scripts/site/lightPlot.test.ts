import {expect, test} from "vitest";
import {lightPlot} from "../../../scripts/site/lightPlot.js";

const plot = "/cache/_node/@observablehq/plot@0.6.17/index.js";
const transform = lightPlot.transform as (code: string, id: string) => {code: string} | null;

const projection =
  'function Qp(t){switch(`${t}`.toLowerCase()){case"albers-usa":return fn(Vg);case"mercator":return fn(ey);default:throw new Error(`unknown projection type: ${t}`)}}';
const numbers =
  'function Qx(t="en-US"){let e=z9(t);return n=>n!=null&&!isNaN(n)?e.format(n):void 0}var made=0,z9=t=>(made++,new Intl.NumberFormat(t)),e=Qx();';

test("Plot without projections refuses each by its name, and is otherwise as it was", () => {
  const {code} = transform(`var a=1;${projection}function b(){}${numbers}`, plot)!;
  expect(code).toMatch(
    /^var a=1;function Qp\(t\)\{throw new Error\(`unknown projection type: \$\{t\}`\)\}function b\(\)\{\}/
  );
});

test("Plot makes its format of numbers when it formats the first", () => {
  const {code} = transform(projection + numbers, plot)!;
  const run = new Function(`${code}return {before: made, text: e(1234.5), none: e(NaN), after: made}`);
  expect(run()).toEqual({before: 0, text: "1,234.5", none: undefined, after: 1});
});

test("other modules stay as they are", () =>
  expect(transform(projection + numbers, "/cache/_node/d3@7/index.js")).toBeNull());

test.each([projection, numbers])("a Plot that has only %s is noticed when the site is built", (code) =>
  expect(() => transform(code, plot)).toThrow("see scripts/site/lightPlot.ts")
);
