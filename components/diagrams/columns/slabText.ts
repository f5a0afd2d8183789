import {layerText, layerWords} from "../layerText.js";
import type {ColumnRow, ColumnSlab} from "./networkColumn.js";

/** Returns what a reader who points at a slab is told. */
export function slabTitle({name, leaf, output, cost}: ColumnSlab): string {
  const weights = cost.parameters > 0 ? `\n${cost.parameters.toLocaleString("en")} parameters` : "";
  return `${name}\n${layerWords(leaf)}\n${output.join("×")}${weights}`;
}

/** Returns rows as text, equal ones in a row together: `4 × 3×3 conv, 512; 2×2 max pool, /2`. */
export function rowsText(rows: readonly ColumnRow[]): string {
  const counted: {text: string; count: number}[] = [];
  for (const text of rows.map(rowText)) {
    const last = counted.at(-1);
    if (last?.text === text) last.count++;
    else counted.push({text, count: 1});
  }
  return counted.map(({text, count}) => (count > 1 ? `${count} × ${text}` : text)).join("; ");
}

function rowText({slabs}: ColumnRow): string {
  return slabs.map(({leaf}) => layerText(leaf)).join(" | ");
}
