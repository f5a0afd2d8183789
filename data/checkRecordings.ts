import type {RunFile} from "../components/experiment/runFile.js";
import {runKey} from "../components/experiment/runKey.js";
import {type RecordedFile, recordedRun} from "./recordedFiles.js";
import {deviceText} from "./recordSpecs.js";

/** Points of training error by which a run on another machine may leave the band of its seeds. */
const margin = 0.1;

/** Returns *count* of *files* that train soonest, of different specs, one seed each. */
export function sampleOf(files: readonly RecordedFile[], count: number): RecordedFile[] {
  const first = new Map<string, RecordedFile>();
  for (const file of files) {
    const key = runKey(file.spec, ["seed"]);
    if (!first.has(key) && file.spec.dataset.name !== "cifar10") first.set(key, file);
  }
  const work = ({spec: {network, steps}}: RecordedFile) => Number(/\d+/.exec(network.name)?.[0]) * steps;
  return [...first.values()].sort((a, b) => work(a) - work(b)).slice(0, count);
}

/**
 * Returns what is wrong with a run that was recorded, beside one *again* of the same spec; undefined if nothing is. On the
 * same kind of machine and by the same version both must agree to the last digit; else the last training error must lie within the band of the
 * recorded *seeds*, or 10 points beside it.
 */
export function recordingFault(
  recorded: RunFile,
  again: RunFile,
  seeds: readonly RunFile[]
): string | undefined {
  const sameKind =
    recorded.versions.course === again.versions.course &&
    recorded.device === deviceText(again.device) &&
    (recorded.wasmBuild ?? "exact") === (again.wasmBuild ?? "exact");
  if (sameKind) {
    const step = recorded.curves.lossNats.findIndex((loss, i) => loss !== again.curves.lossNats[i]);
    return step < 0 ? undefined : `differs from step ${step + 1} on`;
  }
  const last = (run: RunFile) => run.curves.trainingError.at(-1) ?? 1;
  const errors = seeds.map(last);
  const [least, most] = [Math.min(...errors) - margin, Math.max(...errors) + margin];
  const error = last(again);
  if (error >= least && error <= most) return undefined;
  return `ends at ${percent(error)}, outside ${percent(least)} to ${percent(most)}`;
}

/** Returns the recorded runs of a file's spec, all seeds. */
export function seedsOf({spec}: RecordedFile, files: readonly RecordedFile[]): RunFile[] {
  const key = runKey(spec, ["seed"]);
  return files
    .filter((file) => runKey(file.spec, ["seed"]) === key)
    .flatMap((file) => recordedRun(file) ?? []);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
