import type {RunNetwork, RunSpec} from "../experiment/runSpec.js";
import type {LabCurve} from "./labCurves.js";

/** Which curve of a laboratory: its network's name, options that its network has, or a test of its spec. */
export type Wanted = string | Partial<RunNetwork> | ((spec: RunSpec) => boolean);

/** Returns the first of *curves* that is *wanted*; undefined if there is none. */
export function findCurve(curves: readonly LabCurve[], wanted: Wanted): LabCurve | undefined {
  const isWanted = typeof wanted === "function" ? wanted : hasOptions(toOptions(wanted));
  return curves.find(({spec}) => isWanted(spec));
}

/** Returns what is wanted, for an error. */
export function wantedText(wanted: Wanted): string {
  return typeof wanted === "object" ? JSON.stringify(wanted) : String(wanted);
}

function toOptions(wanted: string | Partial<RunNetwork>): Partial<RunNetwork> {
  return typeof wanted === "string" ? {name: wanted} : wanted;
}

function hasOptions(network: Partial<RunNetwork>): (spec: RunSpec) => boolean {
  return (spec) => {
    const options = spec.network as unknown as Record<string, unknown>;
    return Object.entries(network).every(([name, value]) => options[name] === value);
  };
}
