import * as Plot from "@observablehq/plot";

/** A point of a curve, with the lowest and the highest of its runs. */
interface Ranged {
  net: string;
  low?: number;
  high?: number;
}

/** Options of rangeMarks. */
export interface RangeMarksOptions<Row> {
  /** The column of the horizontal axis. */
  x: string;
  /** Which curve a row is of. */
  z: string | ((row: Row) => string);
  color(row: Row): string;
  /** Defaults to none. */
  className?: string;
}

/** More bands than this hide each other. */
const mostBands = 2;

/** Returns from where to where the runs of each network reach: a band, or the thin lines of its ends where there are many. */
export function rangeMarks<Row extends Ranged>(
  rows: readonly Row[],
  {x, z, color, className}: RangeMarksOptions<Row>
): Plot.Markish[] {
  const ranged = rows.filter(({low, high}) => high! > low!);
  const ariaLabel = () => "lowest to highest run"; // a string would name a column
  if (new Set(ranged.map(({net}) => net)).size <= mostBands)
    return [
      Plot.areaY(ranged, {
        ...{x, y1: "low", y2: "high", z, clip: true, className, ariaLabel},
        ...{fill: color, fillOpacity: 0.15}
      })
    ];
  return ["low", "high"].map((y) =>
    Plot.line(ranged, {
      ...{x, y, z, clip: true, className, ariaLabel},
      ...{stroke: color, strokeWidth: 0.75, strokeOpacity: 0.5}
    })
  );
}
