import {drawNote} from "../drawText.js";
import {indexedText} from "../indexedText.js";
import {lengths} from "../lengths.js";
import {arrowPath, roundedPath} from "../roundedPath.js";
import {svgElement} from "../svgElement.js";
import {
  axis,
  boxes,
  columns,
  dots,
  edge,
  forks,
  half,
  indexOf,
  joins,
  letterX,
  letterY,
  omitted,
  output,
  point,
  radius,
  rows,
  straight,
  sumCircle
} from "./splitMarks.js";

/** The steps from a neuron to a residual block of parallel transformations, in order. */
export const splitSteps = [
  "neuron",
  "splitting",
  "transforming",
  "aggregating",
  "functions",
  "shortcut"
] as const;

/** One of these steps. */
export type SplitStep = (typeof splitSteps)[number];

const size = {width: 300, height: 264};

/** Where the whole input parts into functions, below where a shortcut leaves it. */
const functionFork = 66;

const shortcutX = 288;

/**
 * Returns the drawing of a *step*: an inner product as one neuron; cut into its parts, transformed, and summed, where what is
 * yet to come is pale; functions of the whole input in their place; and these with a shortcut. All are of one size.
 *
 * Source: Xie et al. 2017 (arXiv:1611.05431), §3.2, Fig. 2 and Eqn. 1 to 3.
 */
export function splitDrawing(step: SplitStep, label: string): SVGSVGElement {
  const {width, height} = size;
  return svgElement(
    "svg",
    {width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label},
    ...marksOf(step)
  );
}

function marksOf(step: SplitStep): SVGElement[] {
  if (step === "neuron") return neuron();
  if (step === "functions") return [...input(functionFork), ...functions(), ...output(rows.sumMark)];
  if (step === "shortcut") return withShortcut();
  const done = splitSteps.indexOf(step);
  return [
    ...input(rows.fork),
    part(true, [
      ...forks(rows.fork, rows.split),
      ...boxes(rows.split, (index) => [{letter: "x", index, symbol: "x"}])
    ]),
    part(done >= 2, [
      ...straight(rows.split, rows.transform),
      ...boxes(rows.transform, (index) => [
        {letter: "w", index, symbol: "W"},
        {letter: "x", index, symbol: "x"}
      ])
    ]),
    part(done >= 3, [...joins(), sumCircle(rows.sumMark), ...output(rows.sumMark)])
  ];
}

/** What is not yet said is pale. */
function part(done: boolean, marks: SVGElement[]): SVGElement {
  return svgElement("g", {class: done ? undefined : "ghost"}, ...marks);
}

/** Inputs with their weights on the way into a circle. */
function neuron(): SVGElement[] {
  const [top, middle, wide] = [rows.x + 8, 138, 24];
  const inputs = columns.flatMap((x, i) => {
    if (i === omitted) return [dots({x, y: top})];
    const index = indexOf(i, "D");
    const from = {x, y: top + half};
    const [dx, dy] = [axis - from.x, middle - from.y];
    const to = (share: number) => ({x: from.x + share * dx, y: from.y + share * dy});
    const beside = to(0.4);
    const side = x < axis ? -16 : 16;
    return [
      indexedText([{letter: "x", index, symbol: "x"}], {x, y: top}),
      edge([from, to(1 - wide / Math.hypot(dx, dy))]),
      indexedText([{letter: "w", index, symbol: "W"}], {x: beside.x + side, y: beside.y + 4})
    ];
  });
  return [
    ...inputs,
    svgElement("circle", {class: "outline", cx: axis, cy: middle, r: wide, "stroke-width": 1.5}),
    svgElement(
      "text",
      {...{class: "title", x: axis, y: middle + 7}, "text-anchor": "middle", "font-size": 20},
      "Σ"
    ),
    edge([point(axis, middle + wide), point(axis, rows.y - 10)]),
    letterY()
  ];
}

/** The whole input, on its way down to a fork. */
function input(fork: number): SVGElement[] {
  return [letterX({x: axis, y: rows.x}), edge([point(axis, rows.x + 10), point(axis, fork)], false)];
}

/** Functions of the whole input, and their sum. */
function functions(): SVGElement[] {
  return [
    ...forks(functionFork, rows.transform),
    ...boxes(
      rows.transform,
      (index) => [
        {letter: "T", index, symbol: "T", ...(index === "C" && {indexSymbol: "C"})},
        {letter: "(", upright: true},
        {letter: "x", symbol: "x"},
        {letter: ")", upright: true}
      ],
      "C"
    ),
    ...joins(),
    sumCircle(rows.sumMark)
  ];
}

/** They are the residual function, and x is led around them. */
function withShortcut(): SVGElement[] {
  const y = rows.shortcutSum;
  return [
    ...input(functionFork),
    residualFrame(),
    ...functions(),
    edge([point(axis, rows.sumMark + radius), point(axis, y - radius)]),
    shortcut(y),
    svgElement("circle", {class: "fork residual", cx: axis, cy: rows.fork, r: 2}),
    sumCircle(y, "sum residual"),
    ...output(y)
  ];
}

function residualFrame(): SVGElement {
  const [top, bottom] = [rows.fork + 7, rows.sumMark + half + 4];
  const rect = {class: "frame", x: 4, y: top, width: 268, height: bottom - top, rx: 8};
  const text = [{letter: "F"}, {letter: "(", upright: true}, {letter: "x"}, {letter: ")", upright: true}];
  return svgElement(
    "g",
    {class: "residual", "data-symbol": "F"},
    svgElement("rect", {...rect, "stroke-width": 1, "stroke-dasharray": "4 3", "fill-opacity": 0.06}),
    indexedText(text, point(26, top + 14))
  );
}

/** From its fork into the side of a sum at *y*. */
function shortcut(y: number): SVGElement {
  const way = [
    point(axis, rows.fork),
    point(shortcutX, rows.fork),
    point(shortcutX, y),
    point(axis + radius, y)
  ];
  return svgElement(
    "g",
    {class: "edge residual", "data-symbol": "x"},
    svgElement("path", {class: "line", d: roundedPath(way, lengths.bypassRadius), "stroke-width": 2}),
    svgElement("path", {class: "arrow", d: arrowPath(way)}),
    drawNote("identity", {x: shortcutX - 28, y: y - 11, anchor: "end"})
  );
}
