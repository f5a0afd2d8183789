import {fitCounts, type FitRow, type FitStatus} from "../../components/weights/fitWeights.js";
import {fitWords} from "../../components/weights/fitWords.js";
import type {StoredWeights} from "../../components/weights/storedTensor.js";
import type {WeighedNetwork} from "../../components/weights/weighedNetwork.js";

/** Returns the table of what fits, a row for each name, and how many of each there are. */
export function fitText({title, plainAlike, fit}: WeighedNetwork, {format, tensors}: StoredWeights): string {
  const width = Math.max(...fit.rows.map(({name}) => [...name].length));
  const rows = fit.rows.map(
    (row) => `${shown(row.name).padEnd(width)}  ${fitWords[row.status].padEnd(11)}  ${shapes(row)}`
  );
  const counts = Object.entries(fitCounts(fit)).map(
    ([status, count]) => `${fitWords[status as FitStatus]} ${count}`
  );
  const notes = [
    `${title}; ${format}, ${tensors.length} tensors`,
    ...(plainAlike ? ["a plain network has the same names and shapes: --network says which it is"] : []),
    ...(fit.counters > 0 ? [`${fit.counters} counters of batches are passed over`] : [])
  ];
  return [...notes, "", ...rows.map((row) => row.trimEnd()), "", counts.join(", ")].join("\n");
}

/** A name from a file must not steer the terminal. */
function shown(name: string): string {
  return name.replace(/\p{C}/gu, "�");
}

function shapes({expected, found, dtype, status}: FitRow): string {
  const ours = expected && sizes(expected);
  const theirs = found && `${sizes(found)} ${dtype}`;
  return status === "otherShape" ? `${theirs}, not ${ours}` : (theirs ?? ours ?? "");
}

function sizes(shape: readonly number[]): string {
  return shape.length === 0 ? "1 number" : shape.join("×");
}
