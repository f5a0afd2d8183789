import {shortNumber} from "./powerText.js";
import type {GradientReach, NetReach, ReachRow} from "./reach.js";
import {netLabel} from "./scales.js";

/** Returns a reach in two digits: `0.011`, `1.5 · 10⁻⁵`, `> 1`, or `< 10⁻⁵`. */
export function reachText({distance, beyond}: GradientReach): string {
  const text = distance >= 0.001 ? String(Number(distance.toPrecision(2))) : shortNumber(distance);
  return beyond ? `${beyond === "farther" ? ">" : "<"} ${text}` : text;
}

/** Returns the reach of *net* for a sentence. Throws if *reaches* have none of it. */
export function reachAt(reaches: readonly NetReach[], net: string): string {
  return reachText(reachIn(reaches, net));
}

/** Returns the cosine of *net* at a *distance*, in two digits, for a sentence. Throws if *rows* have none there. */
export function cosineAt(rows: readonly ReachRow[], net: string, distance: number): string {
  const row = rows.find((row) => row.net === net && row.distance === distance);
  if (!row) throw new RangeError(`no cosine of ${netLabel(net)} at ${distance}`);
  return row.cosine
    .toFixed(2)
    .replace("-", "−")
    .replace(/^−(?=0\.00$)/, "");
}

/**
 * Returns by how much the reach shrinks from one network to another: the whole factor, or of each of several equal **parts**
 * of the way, rounded. Throws if either reach is unknown, or only a bound.
 */
export function reachFall(
  reaches: readonly NetReach[],
  [from, to]: readonly [string, string],
  {parts = 1}: {parts?: number} = {}
): string {
  const [first, last] = [from, to].map((net) => {
    const {distance, beyond} = reachIn(reaches, net);
    if (beyond) throw new RangeError(`no reach of ${netLabel(net)}; it is ${beyond} than what was measured`);
    return distance;
  });
  return String(Number(((first / last) ** (1 / parts)).toPrecision(2)));
}

function reachIn(reaches: readonly NetReach[], net: string): NetReach {
  const found = reaches.find((reach) => reach.net === net);
  if (!found) throw new RangeError(`no reach of ${netLabel(net)}`);
  return found;
}
