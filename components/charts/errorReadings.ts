import {sort} from "d3-array";
import type {ReadLine} from "./crosshair.js";
import type {ErrorRow} from "./errorRows.js";
import {netLabel} from "./scales.js";
import {shownSplits} from "./shownSplits.js";
import {stepReader, type StepReading} from "./stepReadings.js";

/** Options of errorReadings. */
export interface ErrorReadingsOptions {
  faded: ReadonlySet<string>;
  colorOf(net: string): string;
  /** Return where a step and an error stand, in pixels. */
  xOf(step: number): number;
  yOf(error: number): number;
  /** The chart's width: a range of several runs stands beside their mean where there is room. */
  width: number;
}

/** Returns the steps that an error chart reads, and what it reads there: a line a network, live runs before others. */
export function errorReadings(
  rows: readonly ErrorRow[],
  {faded, colorOf, xOf, yOf, width}: ErrorReadingsOptions
): {steps: number[]; read(step: number): ReadLine[]} {
  const readAt = stepReader(rows);
  const runs = sort(new Set(rows.map(({run}) => run)), (run) => Number(faded.has(run)));
  const text = (row?: ErrorRow) => (row ? errorText(row, width > 480) : "–");
  const lineOf = (reading: StepReading): ReadLine => ({
    name: netLabel(reading.net),
    color: colorOf(reading.net),
    cells: shownSplits().map((split) => text(reading[split])),
    points: shownSplits().flatMap((split) => {
      const row = reading[split];
      return row ? [{x: xOf(row.step), y: yOf(row.error)}] : [];
    })
  });
  function read(step: number): ReadLine[] {
    const readings = readAt(step);
    return runs.flatMap((run, i): ReadLine[] => {
      const own = readings.filter((reading) => reading.run === run).map(lineOf);
      if (i === 0) return [{name: `step ${step}`, cells: shownSplits().map((split) => `${split} %`)}, ...own];
      return own.length > 0 ? [{name: run, cells: []}, ...own] : [];
    });
  }
  return {steps: sort(new Set(rows.map(({step}) => step))), read};
}

function errorText({error, low = error, high = error}: ErrorRow, wide: boolean): string {
  const range = wide && high > low ? ` (${low.toFixed(1)}–${high.toFixed(1)})` : "";
  return `${error.toFixed(1)}${range}`;
}
