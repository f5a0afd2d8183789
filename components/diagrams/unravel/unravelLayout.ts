import {textWidth} from "../../charts/textWidth.js";
import type {Crossing} from "../crossings.js";
import {lengths} from "../lengths.js";
import {type LengthGroup, lengthGroups} from "./unravelGroups.js";
import {type Path, pathLength, pathsThrough} from "./unravelPaths.js";

/** A block in the drawing: all paths meet in its column. */
export interface Column extends Crossing {
  /** Where its lines fork, and where the next column begins. */
  readonly begin: number;
  readonly end: number;
  /** The box of its residual function. */
  readonly box: {readonly x: number; readonly width: number};
  /** Where its lines meet. */
  readonly sum: number;
}

/** Where the blocks and their paths are drawn. */
export interface UnravelLayout {
  readonly width: number;
  readonly height: number;
  /** Where all lines begin and end. */
  readonly begin: number;
  readonly end: number;
  readonly columns: readonly Column[];
  /** The line of the blocks' drawing. */
  readonly line: number;
  /** The paths, each on its own line. */
  readonly rows: readonly {readonly path: Path; readonly y: number}[];
  /** The same paths by their length. */
  readonly groups: readonly LengthGroup[];
  /** From one row to the next of the same length. */
  readonly pitch: number;
  /** How much of that is above a row's line. */
  readonly above: number;
  /** How high a row's boxes and arcs are, as a share of those of the blocks. */
  readonly scale: number;
}

/** Heights in the blocks' drawing, in pixels. */
export const blockHeights = {box: 30, arc: 34, sum: 8, name: 27} as const;

const margin = 6;
/** From the lines to what is written beside them. */
export const noteGap = 8;
/** Below the blocks, and between rows of different lengths. */
const blockGap = 22;
const groupGap = 7;

/** Lengths across the drawing, in pixels. */
interface Widths {
  /** Left of the lines, for "length 3", and right of them, for "20 paths" at least. */
  readonly gutter: number;
  /** Of a line before the first block and after the last. */
  readonly lead: number;
  /** Of a block. */
  readonly step: number;
}

/** The least width of a block: its sum stands clear of its box. */
const leastStep = 44;

/**
 * Returns where *crossings* are drawn, at first as blocks in a row, below as all their paths. Blocks stand closer where there
 * is no *room* for them, in pixels, so that their names need not be smaller.
 */
export function unravelLayout(crossings: readonly Crossing[], room = Infinity): UnravelLayout {
  const paths = pathsThrough(crossings);
  const {gutter, lead, step} = widthsOf(crossings.length, room);
  const begin = margin + gutter;
  const columns = crossings.map((crossing, i) => columnAt(begin + lead + i * step, step, crossing));
  const end = (columns.at(-1)?.end ?? begin + lead) + lead;
  const line = margin + blockHeights.arc + 4;
  const pitch = pitchOf(paths.length);
  const scale = (pitch - 4) / (blockHeights.arc + blockHeights.box / 2);
  const above = scale * blockHeights.arc + 2;
  const first = line + blockHeights.name + lengths.noteHeight / 2 + blockGap + above;
  const rows = paths.map((path, i) => ({
    path,
    y: first + i * pitch + (pathLength(path) - pathLength(paths[0])) * groupGap
  }));
  const groups = lengthGroups(rows, crossings);
  const notes = groups.map(({count}) => noteGap + textWidth(count, lengths.noteSize));
  return {
    width: end + Math.max(gutter, ...notes) + margin,
    height: Math.ceil(rows.at(-1)!.y - above + pitch + margin),
    ...{begin, end, columns, line, rows, groups, pitch, above, scale}
  };
}

function widthsOf(count: number, room: number): Widths {
  const wide: Widths = {gutter: 62, lead: 22, step: count <= 3 ? 84 : 60};
  const rest = ({gutter, lead}: Widths) => room - 2 * (margin + gutter + lead);
  if (rest(wide) >= count * wide.step) return wide;
  const narrow = {...wide, gutter: 52, lead: 10};
  return {...narrow, step: Math.min(wide.step, Math.max(leastStep, Math.floor(rest(narrow) / count)))};
}

function columnAt(begin: number, width: number, crossing: Crossing): Column {
  const box = {x: begin + width / 6, width: width / 2};
  return {...crossing, begin, end: begin + width, box, sum: begin + (5 / 6) * width};
}

/** Rows stand closer the more there are: 8 in 272 pixels, 64 in 832. */
function pitchOf(paths: number): number {
  return paths <= 8 ? 34 : paths <= 16 ? 24 : paths <= 32 ? 17 : 13;
}
