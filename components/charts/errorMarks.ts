import * as Plot from "@observablehq/plot";
import type {ErrorRow} from "./errorRows.js";
import {rangeMarks} from "./rangeMarks.js";
import {type Split, splitStyle} from "./scales.js";
import {bothSplits} from "./shownSplits.js";

/** A step after which something changes, and what. */
export interface MarkedStep {
  step: number;
  text: string;
}

/** Options of errorMarks. */
export interface ErrorMarksOptions {
  faded: ReadonlySet<string>;
  color(row: ErrorRow): string;
  mark?: MarkedStep;
  /** Error of a network that guesses, in percent. */
  chance: number;
  /** Single runs behind the others. Defaults to none. */
  each?: readonly ErrorRow[];
}

/** How wide a single run is drawn behind the mean of all. */
export const eachWidth = 0.75;

/** How faint a single run is among *count* curves: very many must not hide their mean. */
function eachOpacity(count: number): number {
  return Math.min(0.35, Math.max(0.05, 2.2 / Math.sqrt(count)));
}

/** How faint a run is that lies under another. */
export const fadedOpacity = 0.4;

/** Names the line of guessing among the numbers of the axis; where one of those stands, above the line. */
function chanceName(chance: number): Plot.Markish {
  const taken = Math.abs(chance - 20 * Math.round(chance / 20)) < 3;
  const place = taken
    ? ({textAnchor: "start", dx: 3, dy: -8} as const)
    : ({textAnchor: "end", dx: -9} as const);
  return Plot.text([chance], {
    ...{y: (error: number) => error, text: () => "chance", frameAnchor: "left", ...place},
    ...{fontSize: 11, fill: "currentColor", fillOpacity: 0.75}
  });
}

/** Returns the marks of an error chart; *rows* are in percent. What a key hides has its split for a class. */
export function errorMarks(
  rows: readonly ErrorRow[],
  {faded, color, mark, chance, each = []}: ErrorMarksOptions
): Plot.Markish[] {
  const z = ({run, net, split}: ErrorRow) => `${run} ${net} ${split}`;
  const isFaded = ({run}: ErrorRow) => faded.has(run);
  const line = (split: Split, behind: boolean) =>
    Plot.line(
      rows.filter((row) => row.split === split && isFaded(row) === behind),
      {
        ...{x: "step", y: "error", z, clip: true, className: split, stroke: color},
        strokeOpacity: behind ? fadedOpacity : 1,
        strokeWidth: (behind ? 0.7 : 1) * splitStyle[split].width,
        strokeDasharray: splitStyle[split].dash,
        ariaLabel: () => `${split} error` // a string would name a column
      }
    );
  const own = rows.filter((row) => !isFaded(row));
  return [
    Plot.ruleY([chance], {stroke: "currentColor", strokeOpacity: 0.5, strokeDasharray: "1 3"}),
    chanceName(chance),
    ...rangeMarks(
      own.filter(({split}) => split === "training"),
      {x: "step", z, color, className: "training"}
    ),
    ...(each.length > 0 ? bothSplits.map((split) => eachLines(each, split, color)) : []),
    ...(mark ? markedStep(mark) : []),
    line("training", true),
    line("test", true),
    line("training", false),
    line("test", false),
    Plot.dot(
      own.filter(({split}) => split === "test"),
      {x: "step", y: "error", fill: color, r: 2.25, className: "test"}
    )
  ];
}

function eachLines(rows: readonly ErrorRow[], split: Split, color: ErrorMarksOptions["color"]): Plot.Markish {
  const z = ({run, net}: ErrorRow) => `${run} ${net}`;
  const strokeOpacity = eachOpacity(2 * new Set(rows.map(z)).size);
  return Plot.line(
    rows.filter((row) => row.split === split),
    {
      ...{x: "step", y: "error", z, clip: true, className: split},
      ...{stroke: color, strokeWidth: eachWidth, strokeOpacity},
      strokeDasharray: splitStyle[split].dash,
      ariaLabel: () => "each run"
    }
  );
}

function markedStep({step, text}: MarkedStep): Plot.Markish[] {
  return [
    Plot.ruleX([step], {stroke: "currentColor", strokeOpacity: 0.6}),
    Plot.text([text], {
      ...{x: step, text: [text], frameAnchor: "top", dx: 6, dy: 4},
      ...{textAnchor: "start", lineAnchor: "top"}
    })
  ];
}
