import * as Plot from "@observablehq/plot";
import {frame} from "./frame.js";
import {plotChart} from "./plotChart.js";
import {powerOfTen, shortNumber, superscript} from "./powerText.js";

/** Options of powerChart; it passes the others on to Plot. */
export interface PowerChartOptions extends Plot.PlotOptions {
  /** Blocks that the shortcuts cross. */
  blocks: number;
}

/**
 * Returns λ^ℓ against ℓ: what is left of a signal that the shortcuts alone carry through ℓ blocks, forwards, or of a
 * gradient backwards (He et al. 2016, §3.1). The chart is empty for a λ that is no number.
 */
export function powerChart(
  lambda: number,
  {blocks, ...options}: PowerChartOptions
): SVGSVGElement | HTMLElement {
  const rows = Array.from({length: blocks + 1}, (_, l) => ({l, value: lambda ** l})).filter(
    ({value}) => Number.isFinite(lambda) && Number.isFinite(value) && value > 0 // NaN to the power of 0 is 1
  );
  const end = Number.isFinite(lambda) ? {l: blocks, value: lambda ** blocks} : undefined;
  return plotChart({
    ...frame,
    width: 320,
    height: 240,
    marginLeft: 52,
    ariaLabel: `λ to the power of the number of blocks, for λ = ${lambda}`,
    ariaDescription: end ? `After ${end.l} blocks: ${end.value.toPrecision(2)}.` : "",
    ...options,
    x: {label: "blocks ℓ", domain: [0, blocks]},
    y: {
      label: "λ to the power ℓ",
      type: "log",
      grid: true,
      domain: [1e-9, 1e6],
      ticks: [1e-9, 1e-6, 1e-3, 1, 1e3, 1e6],
      tickFormat: powerOfTen,
      clamp: true
    },
    marks: [
      Plot.ruleY([1], {stroke: "currentColor", strokeOpacity: 0.5}),
      Plot.line(rows, {x: "l", y: "value", stroke: lineColor, strokeWidth: 2}),
      Plot.dot(end && end.value >= 1e-9 ? [end] : [], {x: "l", y: "value", fill: lineColor, r: 3}),
      Plot.text(end ? [end] : [], {
        text: ({l, value}: {l: number; value: number}) => `λ${superscript(l)} = ${shortNumber(value)}`,
        fill: lineColor,
        ...labelPlace(lambda, blocks)
      })
    ]
  });
}

const lineColor = "var(--symbol-lambda, currentColor)";

/**
 * Where a line of λ^ℓ has room for its name: a flat one at its end, on the side that it comes from; a steep one, which
 * ends at the frame, beside its middle.
 */
function labelPlace(lambda: number, blocks: number): Plot.TextOptions {
  const exponent = Math.log10(Math.max(lambda, 0)); // of one block
  const rises = exponent >= 0;
  if (Math.abs(exponent) < 0.12)
    return {x: () => blocks, y: () => lambda ** blocks, textAnchor: "end", dy: rises ? -12 : 13};
  const middle = Math.min(0.5 * blocks, (rises ? 3 : 5) / Math.abs(exponent));
  return {
    x: () => middle,
    y: () => 10 ** Math.max(-5, exponent * middle || -5),
    textAnchor: "start",
    dx: 14,
    dy: rises ? 8 : -7
  };
}
