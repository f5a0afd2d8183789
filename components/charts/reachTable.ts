import {factTable} from "./factTable.js";
import type {NetReach, ReachRow} from "./reach.js";
import {reachText} from "./reachText.js";
import {netLabel} from "./scales.js";

/** Returns the numbers behind both charts of the reach: a row a network, its reach, and its cosine at each distance. */
export function reachTable(rows: readonly ReachRow[], reaches: readonly NetReach[]): HTMLElement {
  const distances = [...new Set(rows.map(({distance}) => distance))];
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
      ...distances.map((r) => ({key: `at ${r}`, heading: `r = ${r}`}))
    ],
    {label: "Cosine of gradients by distance"}
  );
}
