import {existsSync, readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {type RunFile, toRunFile} from "../components/experiment/runFile.js";
import type {RunSpec} from "../components/experiment/runSpec.js";
import {type RecordedSet, recordedSets} from "./recordedSets.js";
import {readSpecs} from "./recordSpecs.js";
import {runFileNames} from "./runFileNames.js";

/** A run that the pages show, and where it is kept. */
export interface RecordedFile {
  spec: RunSpec;
  path: string;
}

/** Returns the runs of *sets*, which default to all, seed by seed. */
export function recordedFiles(sets: readonly RecordedSet[] = recordedSets): RecordedFile[] {
  return sets.flatMap(({specs: file, seeds, folder}) => {
    const specs = readSpecs(fileURLToPath(new URL(`specs/${file}.json`, import.meta.url)), seeds.join(","));
    const names = runFileNames(specs);
    return specs.map((spec, i) => ({
      spec,
      path: fileURLToPath(new URL(`${folder}/${names[i]}`, import.meta.url))
    }));
  });
}

/** Returns the run at *path* if it is of *spec*; undefined if there is none, or one of another spec. */
export function recordedRun({spec, path}: RecordedFile): RunFile | undefined {
  if (!existsSync(path)) return undefined;
  const run = toRunFile(JSON.parse(readFileSync(path, "utf8")));
  return JSON.stringify(run.spec) === JSON.stringify(spec) ? run : undefined;
}
