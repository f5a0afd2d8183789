import type {ErrorRow} from "../charts/errorRows.js";
import {runKey} from "../experiment/runKey.js";
import {type RunSpec, toNetwork, toRunSpec} from "../experiment/runSpec.js";
import type {Training} from "../experiment/trainingSpec.js";
import {networkKey} from "../network/identity.js";

/**
 * Returns those of the recorded *rows* that are what a *training* would train, under the keys of its networks: the
 * network is the same layer for layer, and so is all else that a run follows from, but for the seed, as recorded curves
 * are of several. At a constant learning rate, fewer steps are the beginning of more. *recordedSpec* is what was
 * recorded, of any of its networks.
 */
export function recordedRows(
  {specs, nets}: Training,
  rows: readonly ErrorRow[],
  recordedSpec: RunSpec
): ErrorRow[] {
  return specs.flatMap((spec, i) => {
    const own = rows.filter(({net}) => net === spec.network.name);
    if (own.length === 0 || !isSameRun(spec, recordedSpec)) return [];
    return own.filter(({step}) => step <= spec.steps).map((row) => ({...row, net: networkKey(nets[i])}));
  });
}

function isSameRun(spec: RunSpec, recorded: RunSpec): boolean {
  const namesake = toRunSpec({...recorded, network: {...recorded.network, name: spec.network.name}});
  const shorter = spec.schedule.type === "constant" && spec.steps < recorded.steps;
  return (
    (shorter || spec.steps === recorded.steps) &&
    runKey(spec, besides) === runKey(namesake, besides) &&
    layers(spec) === layers(namesake)
  );
}

/** What a run follows from besides its network, its length and its seed is all the rest. */
const besides = ["network", "steps", "seed"] as const;

function layers(spec: RunSpec): string {
  return JSON.stringify(toNetwork(spec).expression);
}
