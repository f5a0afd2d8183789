import {shortNumber} from "../../charts/powerText.js";
import {svgElement} from "../../diagrams/svgElement.js";
import type {NeuronFunction} from "./neuronFunctions.js";

/** Inputs that are drawn, in both directions. */
export const mostInput = 5;

const size = {width: 200, height: 130};
const middle = 92;
const [xUnit, yUnit] = [19, 26];

/** Returns a function's curve, and at an *input* its value and its slope as a tangent. */
export function drawNeuron({name, value, slope}: NeuronFunction, input: number): SVGSVGElement {
  const at = (x: number, y: number) =>
    `${round(size.width / 2 + x * xUnit)},${round(middle - Math.min(y, 3.4) * yUnit)}`;
  const points = Array.from({length: 101}, (_, i) => (i / 50 - 1) * mostInput).filter((x) => value(x) <= 3.4);
  const [y, rise] = [value(input), slope(input)];
  const reach = 1.5 / Math.hypot(1, rise);
  const label = `${name} of ${number(input)} is ${number(y)}, with slope ${number(rise)}`;
  return svgElement(
    "svg",
    {
      class: "neuron-curve",
      ...size,
      viewBox: `0 0 ${size.width} ${size.height}`,
      role: "img",
      "aria-label": label
    },
    svgElement("path", {class: "level", d: `M0,${middle}H${size.width}M${size.width / 2},4V${size.height}`}),
    svgElement("path", {class: "curve", d: `M${points.map((x) => at(x, value(x))).join("L")}`}),
    svgElement("path", {
      class: "tangent",
      d: `M${at(input - reach, y - rise * reach)}L${at(input + reach, y + rise * reach)}`
    }),
    svgElement("circle", {
      class: "dot",
      cx: at(input, y).split(",")[0],
      cy: at(input, y).split(",")[1],
      r: 5
    }),
    svgElement("text", {class: "title", x: 4, y: 16}, name),
    svgElement("text", {x: 4, y: 32}, `output ${number(y)}`),
    svgElement("text", {x: 4, y: 47}, `slope ${number(rise)}`)
  );
}

/** Returns the input at a share of a curve's drawing, from its left. */
export function inputAt(share: number): number {
  return ((share - 0.5) * size.width) / xUnit;
}

/** What of the slope is drawn, in powers of ten. */
const [least, most] = [-8, 4];
const chain = {height: 210, left: 44, right: 66, top: 10, foot: 34};

/** Returns what is left of the slope after each layer, a line a function, on a logarithmic scale; 0 and less is at its foot. */
export function drawSlopes(
  lines: readonly {readonly name: string; readonly left: readonly number[]}[],
  width: number
): SVGSVGElement {
  const layers = lines[0].left.length - 1;
  const {height, left, right, top, foot} = chain;
  const x = (layer: number) => round(left + ((width - left - right) * layer) / layers);
  const y = (share: number) => {
    const power = share > 0 ? Math.max(least, Math.min(most, Math.log10(share))) : least;
    return round(top + ((height - top - foot) * (most - power)) / (most - least));
  };
  const label = lines
    .map((line) => `${line.name}: ${shareText(line.left[layers])} is left after ${layers} layers`)
    .join("; ");
  return svgElement(
    "svg",
    {class: "slopes", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label},
    ...[4, 0, -4, -8].flatMap((power) => [
      svgElement("path", {class: "level", d: `M${left},${y(10 ** power)}H${width - right}`}),
      svgElement(
        "text",
        {class: "tick", x: left - 6, y: y(10 ** power) + 4},
        power === 0 ? "1" : power < -7 ? "≤ 10⁻⁸" : power > 0 ? "10⁴" : "10⁻⁴"
      )
    ]),
    svgElement(
      "text",
      {class: "axis-title", x: width - right, y: height - 6},
      `slope left after each of ${layers} layers`
    ),
    ...lines.map(({name, left: values}) =>
      svgElement("path", {
        class: `line ${name.toLowerCase()}`,
        d: `M${values.map((value, layer) => `${x(layer)},${y(value)}`).join("L")}`
      })
    ),
    ...spread(lines.map(({name, left: values}) => ({name, y: y(values[layers])}))).map((end) =>
      svgElement("text", {class: "end-name", x: width - right + 6, y: end.y + 4}, end.name)
    )
  );
}

/** Names of lines that end together stand below each other. */
function spread(ends: readonly {name: string; y: number}[]): {name: string; y: number}[] {
  const sorted = [...ends].sort((a, b) => a.y - b.y);
  const lowest = chain.height - chain.foot;
  const placed: {name: string; y: number}[] = [];
  for (const end of sorted.reverse())
    placed.push({...end, y: Math.min(end.y, lowest, (placed.at(-1)?.y ?? Infinity) - 14)});
  return placed;
}

/** Returns a share in a few signs: `0.0039`, `8.5 · 10⁻⁷`, `0`. */
export function shareText(share: number): string {
  return share >= 0.001 && share < 1000 ? String(Number(share.toPrecision(2))) : shortNumber(share);
}

function number(value: number): string {
  return String(Number(value.toFixed(2))).replace("-", "−");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
