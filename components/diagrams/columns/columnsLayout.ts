import type {ColumnBand} from "./columnBands.js";
import type {NetworkColumn} from "./networkColumn.js";

/** Where columns stand, in pixels. */
export interface ColumnsLayout {
  readonly width: number;
  readonly height: number;
  /** From one layer to the next. */
  readonly pitch: number;
  /** The middle of each column. */
  readonly middles: readonly number[];
  readonly bands: readonly BandPlace[];
  /** Returns how wide so many channels are drawn. */
  widthOf(channels: number): number;
}

/** Where a band stands. */
export interface BandPlace {
  readonly band: ColumnBand;
  readonly folded: boolean;
  readonly top: number;
  readonly height: number;
  /** For each column, the top of each of its rows in the band, and last their foot. */
  readonly tops: readonly (readonly number[])[];
}

/** Room for the resolutions left of the columns, and for the names above them. */
export const gutter = 62;
export const header = 74;

const bandGap = 10;
const foldedHeight = 18;
/** What shortcuts need beside a column. */
export const shortcutRoom = 14;

/** All columns together are about so high, if their layers do not get too thin or too thick by that. */
const likelyHeight = 540;
const [thinnest, thickest] = [0.6, 13];

/** Returns where *columns* stand in *bands*, those that are **folded** as one line. */
export function columnsLayout(
  columns: readonly NetworkColumn[],
  bands: readonly ColumnBand[],
  {width, folded}: {width: number; folded: ReadonlySet<number>}
): ColumnsLayout {
  const open = bands.filter(({octave}) => !folded.has(octave));
  const units = open.reduce((sum, band) => sum + Math.max(...heightsOf(columns, band)), 0);
  const exact = Math.min(thickest, Math.max(thinnest, likelyHeight / Math.max(1, units)));
  const pitch = exact >= 3 ? Math.floor(exact) : exact; // whole pixels are sharp
  const room = (width - gutter) / columns.length;
  const most = Math.max(...columns.flatMap(({rows}) => rows.map(({channels}) => channels)), 1);
  const unit = (room - shortcutRoom - 12) / Math.sqrt(most);
  const places: BandPlace[] = [];
  let top = header;
  for (const band of bands) {
    const isFolded = folded.has(band.octave);
    const height = isFolded ? foldedHeight : Math.max(16, pitch * Math.max(...heightsOf(columns, band)));
    const tops = columns.map((column, i) => topsOf(column, band.ranges[i], {top, pitch}));
    places.push({band, folded: isFolded, top, height, tops});
    top += height + bandGap;
  }
  return {
    ...{width, height: top - bandGap + 4, pitch, bands: places},
    middles: columns.map((_, i) => gutter + i * room + (room - shortcutRoom) / 2),
    widthOf: (channels) => unit * Math.sqrt(channels)
  };
}

/** A pooling, which is no layer, has half the height of one. */
function rowHeight({weighted}: {weighted: boolean}): number {
  return weighted ? 1 : 0.5;
}

function heightsOf(columns: readonly NetworkColumn[], {ranges}: ColumnBand): number[] {
  return columns.map(({rows}, i) => rows.slice(...ranges[i]).reduce((sum, row) => sum + rowHeight(row), 0));
}

function topsOf(
  {rows}: NetworkColumn,
  range: readonly [number, number],
  {top, pitch}: {top: number; pitch: number}
): number[] {
  const tops = [top];
  for (const row of rows.slice(...range)) tops.push(tops[tops.length - 1] + pitch * rowHeight(row));
  return tops;
}
