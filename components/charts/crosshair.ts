import {bisectCenter} from "d3-array";
import {svg} from "htl";
import {textWidth} from "./textWidth.js";

/** A line of what is read out at a step: a name and its numbers. */
export interface ReadLine {
  name: string;
  color?: string;
  /** Texts of the columns. */
  cells: readonly string[];
  /** The points that are read, in pixels. */
  points?: readonly {x: number; y: number}[];
}

/** Options of crosshair. */
export interface CrosshairOptions {
  /** Steps that can be read, from low to high. */
  steps: readonly number[];
  /** Returns where a step is, in pixels. */
  xOf(step: number): number;
  /** Returns what is read at a step, its headings first. */
  read(step: number): ReadLine[];
  /** The chart's width, and the top and the bottom of its frame. */
  width: number;
  range: readonly [number, number];
}

const [fontSize, lineHeight, padding] = [12, 16, 8];

/**
 * Lets readers point at a step of *chart*, or go there by the arrow keys, and reads out all that is there. The step
 * stands in `data-step`; the event "read" goes to the one that its **detail** names.
 */
export function crosshair(chart: SVGSVGElement, {steps, xOf, read, width, range}: CrosshairOptions): void {
  const group = svg`<g class="crosshair" pointer-events="none" aria-live="polite"></g>` as SVGElement;
  let current = -1;

  function show(i: number): void {
    if (i === current) return;
    current = i;
    const step = steps[i];
    if (step === undefined) {
      delete chart.dataset.step;
      return group.replaceChildren();
    }
    chart.dataset.step = String(step);
    const x = xOf(step);
    const lines = read(step);
    group.replaceChildren(
      svg`<line x1=${x} x2=${x} y1=${range[0]} y2=${range[1]} stroke="currentColor" stroke-opacity="0.5"></line>`,
      ...lines.flatMap(({points = [], color}) =>
        points.map(
          (at) =>
            svg`<circle cx=${at.x} cy=${at.y} r="3" fill=${color} stroke="var(--theme-background)"></circle>`
        )
      ),
      readout(lines, {x, width, top: range[0]})
    );
  }

  function follow(event: PointerEvent): void {
    const box = chart.getBoundingClientRect();
    const scale = box.width > 0 ? width / box.width : 1; // a chart may be drawn smaller than it is
    const x = (event.clientX - box.left) * scale;
    show(bisectCenter(steps.map(xOf), x));
  }

  function press(event: KeyboardEvent): void {
    if (event.target !== chart) return;
    const last = steps.length - 1;
    const far = event.shiftKey ? 10 : 1;
    const next: Record<string, number> = {
      ArrowLeft: current < 0 ? last : Math.max(0, current - far),
      ArrowRight: Math.min(last, current + far),
      Home: 0,
      End: last,
      Escape: -1
    };
    if (next[event.key] === undefined) return;
    event.preventDefault();
    show(next[event.key]);
  }

  /** What is read changes with what is shown. */
  function readAgain(): void {
    const before = current;
    current = -2;
    show(before);
  }

  chart.append(group);
  chart.addEventListener("splits", readAgain);
  chart.addEventListener("pointermove", follow);
  chart.addEventListener("pointerleave", () => show(-1));
  chart.addEventListener("blur", () => show(-1));
  chart.addEventListener("keydown", press);
  chart.addEventListener("read", (event) => show(bisectCenter(steps, (event as CustomEvent<number>).detail)));
}

/** A box beside the line, on the side that has more room: names, and numbers in columns. */
function readout(
  lines: readonly ReadLine[],
  {x, width, top}: {x: number; width: number; top: number}
): SVGElement {
  const columns = lines[0].cells.map((_, i) => widest(lines.map(({cells}) => cells[i] ?? "")) + 12);
  const names = widest(lines.map(({name}) => name));
  const all = names + columns.reduce((sum, column) => sum + column, 0) + 2 * padding;
  const left = Math.max(0, Math.min(width - all, x < width / 2 ? x + 12 : x - 12 - all));
  const end = (i: number) =>
    padding + names + columns.slice(0, i + 1).reduce((sum, column) => sum + column, 0);
  const y = (i: number) => padding + 12 + i * lineHeight;
  return svg`<g transform=${`translate(${left},${top + 4})`} font-size=${fontSize} fill="currentColor"
    text-anchor="start" style="font-variant-numeric: tabular-nums">
    <rect width=${all} height=${2 * padding + lines.length * lineHeight} rx="3" fill="var(--theme-background)"
      fill-opacity="0.94" stroke="var(--theme-foreground-fainter)"></rect>
    ${lines.map(
      ({name, color, cells}, i) =>
        svg`<text y=${y(i)}><tspan x=${padding} fill=${color ?? "currentColor"}>${name}</tspan>${cells.map(
          (cell, k) => svg`<tspan x=${end(k)} text-anchor="end"> ${cell}</tspan>`
        )}</text>`
    )}</g>` as SVGElement;
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => textWidth(text, fontSize)));
}
