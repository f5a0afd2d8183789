import {readFileSync} from "node:fs";
import {cpus} from "node:os";
import {type RunSpec, toRunSpec} from "../components/experiment/runSpec.js";

/** Returns the specs in a *file*, one or a list of them, once for each of *seeds*, such as `1,2,3`, if there are any. */
export function readSpecs(file: string, seeds?: string): RunSpec[] {
  const json: unknown = JSON.parse(readFileSync(file, "utf8"));
  const specs = (Array.isArray(json) ? json : [json]).map(toRunSpec);
  if (seeds === undefined) return specs;
  return seeds.split(",").flatMap((seed) => specs.map((spec) => toRunSpec({...spec, seed: Number(seed)})));
}

/** Returns a device as a run file names it: with this machine's processor. */
export function deviceText(device: string): string {
  return `${device}; ${cpus()[0]?.model.trim() ?? "unknown"}`;
}
