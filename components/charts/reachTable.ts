import {factTable} from "./factTable.js";
import type {NetReach, ReachRow} from "./reach.js";
import {reachText} from "./reachText.js";
import {netLabel} from "./scales.js";

/** Distances that a table has room for, on a phone too: powers of ten. */
const tabled = [0.0001, 0.001, 0.01, 0.1, 1];

/** Returns the numbers behind both charts of the reach: a row a network, its reach, and its cosine at some distances. */
export function reachTable(rows: readonly ReachRow[], reaches: readonly NetReach[]): HTMLElement {
  const distances = tabled.filter((r) => rows.some(({distance}) => distance === r));
  const cosines = new Map(rows.map(({net, distance, cosine}) => [`${net} ${distance}`, cosine]));
  return factTable(
    reaches.map((reach) => ({
      net: netLabel(reach.net),
      reach: reachText(reach),
      ...Object.fromEntries(distances.map((r) => [`at ${r}`, cosines.get(`${reach.net} ${r}`) ?? "–"]))
    })),
    [
      {key: "net", heading: "network"},
      {key: "reach", heading: "reach"},
      ...distances.map((r) => ({key: `at ${r}`, heading: `at ${r}`}))
    ],
    {label: "Cosine of gradients by distance"}
  );
}
