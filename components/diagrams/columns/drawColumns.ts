import {svgElement} from "../svgElement.js";
import {type BandPlace, type ColumnsLayout, gutter, shortcutRoom} from "./columnsLayout.js";
import type {ColumnRow, ColumnSlab, NetworkColumn} from "./networkColumn.js";
import {slabKind} from "./slabKind.js";
import {slabTitle} from "./slabText.js";

/** What stands above a column. */
export interface ColumnHead {
  readonly name: string;
  /** Lines below the name, such as its layers. */
  readonly facts: readonly string[];
}

/** Returns the drawing of *columns* at their places: slabs, shortcuts, heads, and the resolution of each band, a button. */
export function drawColumns(
  columns: readonly NetworkColumn[],
  layout: ColumnsLayout,
  {heads, factNames, label}: {heads: readonly ColumnHead[]; factNames: readonly string[]; label: string}
): SVGSVGElement {
  const {width, height, bands} = layout;
  const size = {width, height, viewBox: `0 0 ${width} ${height}`};
  return svgElement(
    "svg",
    {class: "columns", ...size, role: "group", "aria-label": label},
    hatching(),
    svgElement("g", {"aria-hidden": "true"}, ...headTexts(layout, heads, factNames)),
    ...bands.map((place) => bandButton(place, layout)),
    ...columns.map((column, i) => drawColumn(column, i, layout))
  );
}

/** Lines across, for fully connected layers. */
function hatching(): SVGElement {
  const line = svgElement("path", {class: "hatch", d: "M-1,1l2,-2M0,4l4,-4M3,5l2,-2"});
  const pattern = {id: "columns-hatch", width: 4, height: 4, patternUnits: "userSpaceOnUse"};
  return svgElement("defs", {}, svgElement("pattern", pattern, line));
}

function headTexts(
  {middles}: ColumnsLayout,
  heads: readonly ColumnHead[],
  factNames: readonly string[]
): SVGElement[] {
  const lines = (i: number) => 30 + 14 * i;
  return [
    ...factNames.map((name, i) => svgElement("text", {class: "fact-name", x: 0, y: lines(i)}, name)),
    ...heads.flatMap(({name, facts}, i) => [
      svgElement("text", {class: "head", x: middles[i], y: 13}, name),
      ...facts.map((fact, line) => svgElement("text", {class: "fact", x: middles[i], y: lines(line)}, fact))
    ])
  ];
}

function bandButton({band, folded, top, height}: BandPlace, {width}: ColumnsLayout): SVGElement {
  const [most, least] = [band.sides[0], band.sides[band.sides.length - 1]];
  const text = most === least ? `${most}×${most}` : `${least}–${most}`;
  const button = {
    ...{role: "button", tabindex: 0, "aria-expanded": String(!folded), "data-octave": band.octave},
    "aria-label": `layers at ${text}`
  };
  return svgElement(
    "g",
    {class: "band"},
    svgElement("path", {class: "level", d: `M${gutter},${top - 5}H${width}`}),
    svgElement(
      "g",
      {class: "band-button", ...button},
      svgElement("rect", {x: -3, y: top - 4, width: gutter - 3, height: Math.max(16, height), rx: 3}),
      svgElement("text", {x: 0, y: top + 9}, `${folded ? "▸" : "▾"} ${text}`)
    )
  );
}

function drawColumn(column: NetworkColumn, i: number, layout: ColumnsLayout): SVGElement {
  const rows = layout.bands.flatMap((place) => {
    const [start, end] = place.band.ranges[i];
    if (start === end) return [];
    const own = column.rows.slice(start, end);
    return place.folded ? [foldedRows(own, i, place, layout)] : openRows(own, i, place, layout);
  });
  return svgElement("g", {class: "column"}, ...rows, ...shortcutArcs(column, i, layout));
}

function foldedRows(
  rows: readonly ColumnRow[],
  i: number,
  {top, height}: BandPlace,
  {middles, widthOf}: ColumnsLayout
): SVGElement {
  const width = Math.max(30, widthOf(rows[rows.length - 1].channels));
  const count = rows.filter(({weighted}) => weighted).length;
  return svgElement(
    "g",
    {class: "folded"},
    svgElement("rect", {x: middles[i] - width / 2, y: top, width, height, rx: 3}),
    svgElement("text", {x: middles[i], y: top + height / 2 + 4}, `× ${count}`)
  );
}

/** Rows too thin to be told apart are one where they are alike. */
function openRows(
  rows: readonly ColumnRow[],
  i: number,
  {tops}: BandPlace,
  layout: ColumnsLayout
): SVGElement[] {
  const thin = layout.pitch < 2;
  const merged: {row: ColumnRow; from: number; to: number}[] = [];
  rows.forEach((row, k) => {
    const last = merged.at(-1);
    if (thin && last && alike(last.row, row)) last.to = k + 1;
    else merged.push({row, from: k, to: k + 1});
  });
  return merged.flatMap(({row, from, to}) => {
    const [top, foot] = [tops[i][from], tops[i][to]];
    return row.slabs.map((slab) => drawSlab(slab, row, {top, foot, middle: layout.middles[i], layout}));
  });
}

function alike(a: ColumnRow, b: ColumnRow): boolean {
  const [[one], [other]] = [a.slabs, b.slabs];
  return (
    a.slabs.length + b.slabs.length === 2 &&
    a.channels === b.channels &&
    slabKind(one.leaf) === slabKind(other.leaf)
  );
}

function drawSlab(
  slab: ColumnSlab,
  row: ColumnRow,
  {top, foot, middle, layout}: {top: number; foot: number; middle: number; layout: ColumnsLayout}
): SVGElement {
  const whole = layout.widthOf(row.channels);
  const share = whole / row.channels;
  const gap = layout.pitch >= 3 ? 1 : 0;
  const between = row.slabs.length > 1 ? 1 : 0; // branches stay apart
  const kind = slabKind(slab.leaf);
  const [x, width] = [middle - whole / 2 + slab.from * share, Math.max(0.8, slab.width * share - between)];
  const thin = kind === "pool" ? Math.min(1.5, foot - top) : foot - top - gap;
  const y = kind === "pool" ? (top + foot - gap - thin) / 2 : top;
  return svgElement(
    "rect",
    {class: `slab ${kind}`, x: round(x), y: round(y), width: round(width), height: round(thin)},
    svgElement("title", {}, slabTitle(slab))
  );
}

/** From the row before a shortcut's first to its last; through folded bands, as the crow flies. */
function shortcutArcs({rows, shortcuts}: NetworkColumn, i: number, layout: ColumnsLayout): SVGElement[] {
  const {pitch, middles, widthOf, bands} = layout;
  if (pitch < 2) return [];
  const openAt = (row: number) =>
    bands.find(({band, folded}) => !folded && row >= band.ranges[i][0] && row < band.ranges[i][1]);
  return shortcuts.flatMap(({first, last, projection}) => {
    const [from, to] = [openAt(first), openAt(last)];
    if (!from || !to) return [];
    const start = from.tops[i][first - from.band.ranges[i][0]] - 0.5;
    const end = to.tops[i][last - to.band.ranges[i][0] + 1] - 1;
    const widest = Math.max(...rows.slice(first, last + 1).map(({channels}) => channels));
    const x = middles[i] + widthOf(widest) / 2 + 1.5;
    const out = Math.min(shortcutRoom, 3 + 2 * pitch);
    const d = `M${round(x)},${round(start)}C${round(x + out)},${round(start)} ${round(x + out)},${round(end)} ${round(x)},${round(end)}`;
    return [svgElement("path", {class: `shortcut${projection ? " projection" : ""}`, d})];
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
