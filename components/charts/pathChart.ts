import {extent} from "d3-array";
import {html} from "htl";
import {
  binomialPolynomial,
  gradientShares,
  type LengthRange,
  meanLength,
  rangeOfPaths,
  rangeOfShares,
  shareOfPaths
} from "../network/pathLengths.js";
import {pathShares, type Polynomial} from "../network/paths.js";
import {pathNormChart} from "./pathNormChart.js";
import type {LengthNorms} from "./pathNorms.js";
import {percentText, rangeText, shareChart} from "./shareChart.js";

/** Options of pathChart. */
export interface PathChartOptions {
  /** Residual blocks of the network, from 0 to 1,000. */
  blocks: number;
  /** How much the marked lengths hold, in percent. Defaults to 95. */
  percent?: number;
  /** What paths carried before the training, by length. Defaults to nothing. */
  first?: readonly LengthNorms[];
  /** Of all three charts together, in pixels, 200 at least; they are under each other below 720. Defaults to 640. */
  width?: number;
}

/**
 * Returns three charts over the length of paths, and what they say in words: how many paths there are, the gradient that
 * one of them carries, as *norms* has it for each length in order, and the product of both, a share of the whole gradient.
 * The third needs a path of every length. Throws if *norms* has a length that no path through **blocks** has.
 *
 * Source: Veit et al. 2016 (arXiv:1605.06431), §5 and Fig. 6 (a) to (c).
 */
export function pathChart(
  norms: readonly LengthNorms[],
  {blocks, percent = 95, first, width = 640}: PathChartOptions
): HTMLElement {
  const polynomial = binomialPolynomial(blocks);
  const longest = norms.at(-1)?.length ?? 0;
  if (longest > blocks)
    throw new RangeError(
      `invalid length: ${longest}; a path through ${blocks} blocks crosses ${blocks} at most`
    );
  const shares = gradientSharesOf(polynomial, norms);
  const pathRange = rangeOfPaths(polynomial, percent);
  const gradientRange = shares && rangeOfShares(shares, percent);
  const size =
    width < 720
      ? {width: Math.max(200, width), height: 190}
      : {width: Math.floor((width - 2 * gap) / 3), height: 210};
  const words = [pathWords(polynomial, pathRange), ...gradientWords(polynomial, norms, gradientRange)];
  if (first) words.push("Dashed: with the first weights.");

  return html`<div class="path-charts">
    <div>
      ${shareChart(pathShares(polynomial), {label: "share of paths (%)", range: pathRange, ...size})}
      ${norms.length > 0 ? pathNormChart(norms, {blocks, first, ...size}) : ""}
      ${shares ? shareChart(shares, {label: "share of gradient (%)", range: gradientRange, ...size}) : ""}
    </div>
    <p>${words.join(" ")}</p>
  </div>`;
}

/** Between charts side by side, in pixels: as the style sheet has it (style/unravel.css). */
const gap = 16;

/** Undefined if a length was not measured, or carries what is no number, or nothing carries anything. */
function gradientSharesOf(polynomial: Polynomial, norms: readonly LengthNorms[]): number[] | undefined {
  const medians = norms.map(({median}) => median);
  const isWhole = norms.length === polynomial.length && norms.every(({length}, i) => length === i);
  if (!isWhole || !medians.every(Number.isFinite) || !medians.some((median) => median > 0)) return undefined;
  return gradientShares(polynomial, medians);
}

function pathWords(polynomial: Polynomial, range: LengthRange): string {
  const blocks = polynomial.length - 1;
  if (blocks === 0) return "Without blocks there is one path, of length 0.";
  const mean = (Math.round(10 * meanLength(polynomial)) / 10).toLocaleString("en");
  return `${percentText(range.share)} of the paths have ${rangeText(range)}, of ${blocks.toLocaleString("en")}; the mean is ${mean}.`;
}

function gradientWords(
  polynomial: Polynomial,
  norms: readonly LengthNorms[],
  range: LengthRange | undefined
): string[] {
  if (norms.length === 0) return ["The gradients of single paths have not been measured yet."];
  const sample = sampleWords(norms);
  if (!range) return [sample, "Their share of the gradient needs a number above 0 of every length."];
  const held = percentText(shareOfPaths(polynomial, range));
  return [
    `${percentText(range.share)} of the gradient is carried by paths of ${rangeText(range)}, which are ${held} of all paths.`,
    sample
  ];
}

function sampleWords(norms: readonly LengthNorms[]): string {
  const counts = norms.map(({paths}) => paths);
  const [fewest, most] = extent(counts);
  if (most === 1) return "Each dot is one path.";
  const paths = fewest === most ? most : `${fewest} to ${most}`;
  return `Dots are medians of ${paths} paths of each length, the band holds the middle 80 %.`;
}
