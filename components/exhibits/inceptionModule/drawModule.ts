import {slabKind} from "../../diagrams/columns/slabKind.js";
import {svgElement} from "../../diagrams/svgElement.js";
import type {BranchPart, ModuleBranches} from "./moduleBranches.js";

/** Options of drawModule. */
export interface DrawModuleOptions {
  /** In pixels. */
  width: number;
  /** Weights of the thickest tube of all drawings that are compared. */
  most: number;
  /** What stands above. */
  title: string;
}

const thickest = 96;
const label = 18;
const [head, side] = [26, 34];

/** Returns a module as tubes from its input to its output: a piece for each convolution, as thick as its weights. */
export function drawModule(
  {branches}: ModuleBranches,
  {width, most, title}: DrawModuleOptions
): SVGSVGElement {
  const thickness = (weights: number) => Math.max(0.75, (thickest * weights) / most);
  const heights = branches.map(
    (parts) => label + Math.max(2, ...parts.map(({weights}) => thickness(weights))) + 8
  );
  const middles = heights.map((height, i) => {
    const before = heights.slice(0, i).reduce((sum, one) => sum + one, head);
    return before + label + (height - label - 8) / 2;
  });
  const height = heights.reduce((sum, one) => sum + one, head) + 4;
  const middle = (head + height) / 2;
  const [left, right] = [side, width - side];
  const tubes = branches.flatMap((parts, i) =>
    branch(parts, {left, right, y: middles[i], middle, thickness, isPool: i === 3})
  );
  const said = branches.map((parts, i) => branchText(parts, i === 3)).join("; ");
  return svgElement(
    "svg",
    {
      class: "module",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-label": `${title}: ${said}`
    },
    svgElement("text", {class: "title", x: 0, y: 14}, title),
    ...tubes,
    ...[left, right].map((x) =>
      svgElement("circle", {class: "end", cx: x === left ? 6 : width - 6, cy: middle, r: 5})
    )
  );
}

interface BranchPlace {
  left: number;
  right: number;
  y: number;
  /** Where branches begin and end together. */
  middle: number;
  thickness(weights: number): number;
  isPool: boolean;
}

function branch(
  parts: readonly BranchPart[],
  {left, right, y, middle, thickness, isPool}: BranchPlace
): SVGElement[] {
  const length = right - left;
  const line = (from: number, to: number, out: boolean) => {
    const [start, end] = out ? [middle, y] : [y, middle];
    const bend = (from + to) / 2;
    return svgElement("path", {
      class: "way",
      d: `M${from},${start}C${bend},${start} ${bend},${end} ${to},${end}`
    });
  };
  const pieces = parts.map((part, i) => {
    const [from, to] = [left + (length * i) / parts.length, left + (length * (i + 1)) / parts.length];
    const thick = thickness(part.weights);
    return svgElement(
      "g",
      {},
      svgElement("rect", {
        ...{class: `slab ${slabKind(part.leaf)}`, x: from + 1, width: to - from - 2},
        ...{y: y - thick / 2, height: thick}
      }),
      svgElement("text", {x: from + 2, y: y - thick / 2 - 4}, partText(part))
    );
  });
  const only = isPool && parts.length === 0;
  const name = isPool
    ? [
        svgElement(
          "text",
          {class: "pool-name", x: right - 2, y: y - 6},
          only ? "3×3 max pool" : "after 3×3 max pool"
        )
      ]
    : [];
  const through = only ? [svgElement("path", {class: "way", d: `M${left},${y}H${right}`})] : [];
  return [line(10, left, true), line(right, right + left - 10, false), ...through, ...pieces, ...name];
}

function partText({leaf: {kernel, filters}, weights}: BranchPart): string {
  return `${kernel}×${kernel}, ${filters}: ${weights.toLocaleString("en")}`;
}

function branchText(parts: readonly BranchPart[], isPool: boolean): string {
  const texts = parts.map(partText);
  return [...(isPool ? ["3×3 max pool"] : []), ...texts].join(", then ");
}
