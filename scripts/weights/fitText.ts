import {fitCounts, type FitRow, type WeightsFit} from "../../components/weights/fitWeights.js";
import type {GuessedNetwork} from "../../components/weights/guess/guessNetwork.js";
import type {StoredWeights} from "../../components/weights/storedTensor.js";

const words: Record<FitRow["status"], string> = {
  fitted: "fits",
  missing: "missing",
  unexpected: "unexpected",
  otherShape: "other shape",
  otherType: "not of floats"
};

/** Returns the table of what fits, a row for each name, and how many of each there are. */
export function fitText(
  {title, plainAlike}: Pick<GuessedNetwork, "title" | "plainAlike">,
  {format, tensors}: StoredWeights,
  fit: WeightsFit
): string {
  const width = Math.max(...fit.rows.map(({name}) => [...name].length));
  const rows = fit.rows.map(
    (row) => `${shown(row.name).padEnd(width)}  ${words[row.status].padEnd(11)}  ${shapes(row)}`
  );
  const counts = Object.entries(fitCounts(fit)).map(
    ([status, count]) => `${words[status as FitRow["status"]]} ${count}`
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
