import {svg} from "htl";
import type {SymbolName} from "../symbols/symbols.js";
import {decimalText} from "./decimalText.js";

/** Values on a line. */
export interface ValueRange {
  least: number;
  most: number;
}

/**
 * Returns a drawing of a target that goes from *before* to *after*. From top to bottom: H(x) as a bar from 0; x, and F(x)
 * where it ends; and F(x) in *range*, the end of that line, enlarged to the whole width. The values before are pale, the
 * changes strong. It is as wide as its container; its text keeps its size.
 */
export function changeBars(x: number, before: number, after: number, {least, most}: ValueRange): SVGElement {
  const whole = (value: number) => (100 * value) / most;
  const end = (value: number) => (100 * (value - least)) / (most - least);
  const ticks = Array.from({length: Math.floor(most) + 1}, (_, i) => i);
  const start = Math.min(x, before, after);
  return svg`<svg role="img" aria-label="H, and x and F in its place, as bars, each with its change">
    ${bar("H", {y: 0, place: whole, from: 0, before, after}, label(whole(0), `H(${x}), from the layers`))}
    ${bar("x", {y: 26, place: whole, from: 0, before: x, after: x}, label(whole(0), "x, past the layers"))}
    ${bar("F", {y: 48, place: whole, from: x, before, after}, label(whole(start), `F(${x}), from the layers`, "end"))}
    ${ticks.map((value) => tick(whole(value), 70, decimalText(value)))}
    <svg class="zoom" y="94" height="28" viewBox="0 0 100 28" preserveAspectRatio="none">
      <polygon points=${`${whole(least)},0 100,0 100,28 0,28`}></polygon>
    </svg>
    ${bar("F", {y: 126, place: end, from: x, before, after}, label(end(Math.max(x, before, after)), "F"))}
    ${[-0.5, 0, 0.5, 1].map((value) => tick(end(x + value), 148, decimalText(value)))}
  </svg>`;
}

interface Bar {
  y: number;
  /** Where a value is, in percent of the width. */
  place: (value: number) => number;
  from: number;
  before: number;
  after: number;
}

function bar(symbol: SymbolName, {y, place, from, before, after}: Bar, text: SVGElement): SVGElement {
  const part = (name: string, ...values: number[]) => {
    const [start, end] = values.map(place).sort((a, b) => a - b);
    return svg`<rect class=${name} x=${`${start}%`} width=${`${end - start}%`} height="20"></rect>`;
  };
  return svg`<g data-symbol=${symbol} transform=${`translate(0, ${y})`}>
    ${part("before", from, before)}${part("change", before, after)}${text}
  </g>`;
}

/** Returns a bar's text, which starts or ends at a *place*. */
function label(place: number, text: string, anchor: "start" | "end" = "start"): SVGElement {
  const gap = anchor === "start" ? 7 : -7;
  return svg`<text x=${`${place}%`} y="10" dx=${gap} dy="0.35em" text-anchor=${anchor}>${text}</text>`;
}

function tick(place: number, y: number, text: string): SVGElement {
  const x = `${place}%`;
  return svg`<g class="tick">
    <line x1=${x} x2=${x} y1=${y} y2=${y + 5}></line>
    <text x=${x} y=${y + 18} text-anchor="middle">${text}</text>
  </g>`;
}
