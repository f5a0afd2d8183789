import {drawNote} from "../drawText.js";
import {lengths} from "../lengths.js";
import {roundedPath} from "../roundedPath.js";
import {svgElement} from "../svgElement.js";
import {arc, drawBlockBox, level, numberedF} from "./unravelDrawing.js";
import {blockHeights, noteGap, type UnravelLayout} from "./unravelLayout.js";
import {type Path, pathsAlong, pathWords} from "./unravelPaths.js";

/** Boxes as high as this have a letter. */
const leastLettered = 16;

/** Returns *path* as the name that `data-path` has: `101`. */
export function pathKey(path: Path): string {
  return path.map(Number).join("");
}

/**
 * Returns all paths, each on its own line, as buttons of one toolbar. Each holds a strand, which is in its place as the
 * attributes have it, and which the style sheet takes to the blocks' line and back (style/unravel.css): its way there is
 * `--home`, and `--stretch` makes it as high as they are.
 */
export function drawRows(layout: UnravelLayout): SVGElement {
  const {rows, columns} = layout;
  return svgElement(
    "g",
    {
      ...{class: "paths", role: "toolbar", "aria-orientation": "vertical"},
      "aria-label": rowsWords(rows.map(({path}) => pathsAlong(path, columns)))
    },
    ...lengthNotes(layout),
    ...rows.map((_, i) => drawRow(layout, i))
  );
}

function drawRow(
  {columns, begin, end, line, rows, pitch, above, scale}: UnravelLayout,
  i: number
): SVGElement {
  const {path, y} = rows[i];
  const box = scale * blockHeights.box;
  const crossed = columns.flatMap((column, c) => (path[c] ? [{...column, number: c + 1}] : []));
  const lettered = box < leastLettered ? [] : crossed;
  const letters = lettered.map(({number}) => `F${number}`).join(""); // what is seen begins what is heard
  const words = pathWords(path, pathsAlong(path, columns));
  const strand = svgElement(
    "g",
    {class: "strand residual"},
    svgElement("path", {
      class: "line",
      d: strandPath(path, {columns, begin, end, scale}),
      "stroke-width": pitch < 20 ? 1 : 1.25
    }),
    ...crossed.map((column) => drawBlockBox(column.box, box)),
    ...lettered.map(({box: {x, width}, number}) => numberedF(number, x + width / 2, lengths.noteSize))
  );
  strand.style.setProperty("--home", `${line - y}px`);
  strand.style.setProperty("--stretch", String(1 / scale));
  strand.style.setProperty("--turn", String(i / rows.length));
  return svgElement(
    "g",
    {
      ...{class: "path", transform: `translate(0,${y})`, "data-path": pathKey(path)},
      ...{role: "button", tabindex: i === 0 ? 0 : -1, "aria-pressed": "false"},
      "aria-label": letters ? `${letters}, ${words}` : words
    },
    svgElement("rect", {
      ...{class: "ground", fill: "none", "pointer-events": "all"},
      ...{x: begin - 4, y: -above, width: end - begin + 8, height: pitch}
    }),
    strand
  );
}

/** The line of *path*: through the boxes that it crosses, over where others would be. */
function strandPath(
  path: Path,
  {columns, begin, end, scale}: Pick<UnravelLayout, "columns" | "begin" | "end" | "scale">
): string {
  const pieces = columns.flatMap((column, i) => {
    const {box, sum} = column;
    return path[i]
      ? [level(column.begin, box.x), level(box.x + box.width, column.end)]
      : [arc(column.begin, sum, {height: scale * blockHeights.arc}), level(sum, column.end)];
  });
  const all = [level(begin, columns[0]?.begin ?? begin), ...pieces, level(columns.at(-1)?.end ?? begin, end)];
  return all.map((piece) => roundedPath(piece, lengths.bypassRadius)).join("");
}

/** Beside the first path of each length: how long it is, and how many there are. */
function lengthNotes({groups, begin, end}: UnravelLayout): SVGElement[] {
  return groups.flatMap(({length, count, y}) => [
    drawNote(`length ${length}`, {x: begin - noteGap, y, anchor: "end"}),
    drawNote(count, {x: end + noteGap, y, anchor: "start"})
  ]);
}

/** What the rows are together, each standing for one of *counts*: `8 paths`, or `35,937 paths in 8 rows`. */
function rowsWords(counts: readonly bigint[]): string {
  const paths = counts.reduce((sum, count) => sum + count, 0n);
  const words = `${paths.toLocaleString("en")} ${paths === 1n ? "path" : "paths"}`;
  return paths === BigInt(counts.length) ? words : `${words} in ${counts.length} rows`;
}
