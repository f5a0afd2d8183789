import type {ColumnRow, NetworkColumn} from "./networkColumn.js";

/** A stretch of several columns in which they have about one resolution. */
export interface ColumnBand {
  /** How many times 224 positions are halved, to the nearest whole. */
  readonly octave: number;
  /** The sides that its rows have, from the largest. */
  readonly sides: readonly number[];
  /** For each column the places of its rows in it: the first, and the one behind the last. */
  readonly ranges: readonly (readonly [start: number, end: number])[];
}

/** What a column's image is in most of these networks, in positions along a side. */
const reference = 224;

/**
 * Returns the bands of *columns*, from the largest resolution: rows of a band have a side that is nearest to one and the same
 * half, quarter, eighth … of 224, so that 27 stands beside 28, and 55 beside 56.
 */
export function columnBands(columns: readonly NetworkColumn[]): ColumnBand[] {
  const octaves = new Set(columns.flatMap(({rows}) => rows.map(octaveOf)));
  return [...octaves]
    .sort((a, b) => a - b)
    .map((octave) => {
      const inBand = (row: ColumnRow) => octaveOf(row) === octave;
      const sides = new Set(columns.flatMap(({rows}) => rows.filter(inBand).map(({side}) => side)));
      return {
        octave,
        sides: [...sides].sort((a, b) => b - a),
        ranges: columns.map(({rows}) => {
          const start = rows.findIndex(inBand);
          return start < 0 ? ([0, 0] as const) : ([start, rows.findLastIndex(inBand) + 1] as const);
        })
      };
    });
}

function octaveOf({side}: ColumnRow): number {
  return Math.round(Math.log2(reference / side));
}
