import {bisector, flatGroup, sort} from "d3-array";
import type {ErrorRow} from "./errorRows.js";
import type {Split} from "./scales.js";

/** What one curve of one network says at a step: the last point up to there, of each split. */
export interface StepReading extends Partial<Record<Split, ErrorRow>> {
  run: string;
  net: string;
}

/** Returns what reads the curves of *rows* at a step; those that end before it, or begin after it, are left out. */
export function stepReader(rows: readonly ErrorRow[]): (step: number) => StepReading[] {
  const curves = flatGroup(
    rows,
    ({run}) => run,
    ({net}) => net
  ).map(([run, net, own]) => {
    const of = (split: Split) =>
      sort(
        own.filter((row) => row.split === split),
        ({step}) => step
      );
    return {
      run,
      net,
      training: of("training"),
      test: of("test"),
      last: Math.max(...own.map(({step}) => step))
    };
  });
  return (at) =>
    curves.flatMap(({run, net, training, test, last}) => {
      const reading = {run, net, training: upTo(training, at), test: upTo(test, at)};
      return at <= last && (reading.training ?? reading.test) ? [reading] : [];
    });
}

function upTo(rows: readonly ErrorRow[], step: number): ErrorRow | undefined {
  return rows[bisector(({step}: ErrorRow) => step).right(rows, step) - 1];
}
