import {sum} from "d3-array";
import {isHandIn} from "../assignment/handIn.js";
import {runKey} from "../experiment/runKey.js";
import {withUnseen} from "../fields/quoted.js";
import {type CollectedHandIn, handInKey} from "./collectedHandIn.js";
import type {CollectedRun} from "./collectedRun.js";
import {type FileFault, fileFault, fileFaultOf} from "./fileFault.js";
import {isCurvesCsv, readCurvesCsv} from "./readCurvesCsv.js";
import {readHandIn} from "./readHandIn.js";
import {type ReadResults, readRunFiles, readRuns} from "./readRunFiles.js";

/** What was handed in so far, and what was wrong with it. */
export interface Collection {
  readonly runs: readonly CollectedRun[];
  /** What was handed in of assignments, each once. */
  readonly handIns: readonly CollectedHandIn[];
  /** The names of the files that were read, each once. */
  readonly files: readonly string[];
  /** Characters that were read. */
  readonly size: number;
  /** Runs that were there before, curve for curve: each counts once. */
  readonly duplicates: number;
  /** Curves of the course's own recorded runs that came with a CSV; they are left out. */
  readonly recorded: number;
  readonly faults: readonly FileFault[];
}

/** A file of results, or a text that was pasted. */
export interface ResultsFile {
  name: string;
  /** In bytes, or in characters. */
  size: number;
  text(): Promise<string>;
}

/** What a collection holds at most: what a browser can draw, and read without standing still. */
export const collectionLimits = {runs: 1000, size: 50_000_000};

/** A collection of nothing. */
export const emptyCollection: Collection = {
  runs: [],
  handIns: [],
  files: [],
  size: 0,
  duplicates: 0,
  recorded: 0,
  faults: []
};

/** Returns *collection* with what is in *files*, read one after the other. A file with a fault costs no other. Never rejects. */
export async function withFiles(collection: Collection, files: readonly ResultsFile[]): Promise<Collection> {
  let all = collection;
  for (const {name, size, text} of files.map(ownName(collection.files))) {
    if (all.size + size > collectionLimits.size) {
      all = withFault(all, fileFault(name, [tooLarge]));
      continue;
    }
    try {
      all = withResults(
        {...all, files: [...all.files, name], size: all.size + size},
        name,
        readResults(await text(), name)
      );
    } catch (error) {
      all = withFault(all, fileFaultOf(name, error));
    }
  }
  return all;
}

const tooLarge = `it is too large; all files together have at most ${collectionLimits.size / 1e6} MB`;

/** Returns the runs in a *text* of any kind that is known. Never throws. */
export function readResults(text: string, file: string): ReadResults {
  try {
    const own = text.replace(/^\uFEFF/, "");
    if (/^\s*[[{]/.test(own)) return readJson(own, file);
    if (isCurvesCsv(own)) return joinedResults(tablesIn(own).map((table) => readCurvesCsv(table, file)));
    return {runs: [], faults: [fileFault(file, [unknownKind])], recorded: 0};
  } catch (error) {
    return {runs: [], faults: [fileFaultOf(file, error)], recorded: 0};
  }
}

const unknownKind =
  "it is neither a CSV of curves, whose first line has run, network, split, step and error, nor a JSON run file or hand-in";

function readJson(text: string, file: string): ReadResults {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return readRunFiles(text, file); // which says so
  }
  return isHandIn(json) ? readHandIn(json, file) : readRuns(json, file);
}

/** A pasted text may have one table after the other: each begins with its head. */
function tablesIn(text: string): string[] {
  const [head] = text.trimStart().split(/\r?\n|\r/, 1);
  const lines = text.trim().split(/\r?\n|\r/);
  const starts = lines.flatMap((line, i) => (line.trim() === head.trim() ? [i] : []));
  return starts.map((start, i) => lines.slice(start, starts[i + 1]).join("\n"));
}

function joinedResults(results: readonly ReadResults[]): ReadResults {
  return {
    runs: results.flatMap(({runs}) => runs),
    faults: results.flatMap(({faults}) => faults),
    recorded: sum(results, ({recorded}) => recorded)
  };
}

function withFault(collection: Collection, fault: FileFault): Collection {
  return {...collection, faults: [...collection.faults, fault]};
}

function withResults(
  collection: Collection,
  file: string,
  {runs, faults, recorded, handIn}: ReadResults
): Collection {
  const fresh = freshRuns(collection.runs, runs);
  const room = collectionLimits.runs - collection.runs.length;
  const left = fresh.length - room;
  const {runs: most} = collectionLimits;
  const full = `${left.toLocaleString("en")} of its runs are left out; at most ${most.toLocaleString("en")} are shown`;
  return {
    ...collection,
    handIns: withHandIn(collection.handIns, handIn),
    runs: [...collection.runs, ...fresh.slice(0, Math.max(0, room))],
    duplicates: collection.duplicates + runs.length - fresh.length,
    recorded: collection.recorded + recorded,
    faults: [...collection.faults, ...faults, ...(left > 0 ? [fileFault(file, [full])] : [])]
  };
}

/** One that was there before is the same file, dropped again. */
function withHandIn(
  handIns: readonly CollectedHandIn[],
  handIn?: CollectedHandIn
): readonly CollectedHandIn[] {
  if (!handIn || handIns.some((known) => handInKey(known) === handInKey(handIn))) return handIns;
  return [...handIns, handIn];
}

/**
 * Those of *runs* that neither *before* nor the others have, point for point. A curve whose seed is not told may be one whose
 * seed is: of curves that a figure keeps, the CSV tells it, and of the last run not.
 */
function freshRuns(before: readonly CollectedRun[], runs: readonly CollectedRun[]): CollectedRun[] {
  const known = new Set(before.flatMap((run) => [contentOf(run), seededContentOf(run)]));
  return runs.filter((run) => {
    const [content, seeded] = [contentOf(run), seededContentOf(run)];
    const isKnown = known.has(run.seed === undefined ? content : seeded);
    known.add(content).add(seeded);
    return !isKnown;
  });
}

const contents = new WeakMap<CollectedRun, string>();

/** All that a run says but for names and its seed. */
function contentOf(run: CollectedRun): string {
  const known = contents.get(run);
  if (known !== undefined) return known;
  const {net, spec, settings, diverged, curves} = run;
  const content = JSON.stringify([net, spec && runKey(spec), settings, diverged, curves]);
  contents.set(run, content);
  return content;
}

function seededContentOf(run: CollectedRun): string {
  return `${run.seed} ${contentOf(run)}`;
}

/** Students' files have one name, which a browser gave them: the second is `runs.csv (2)`. */
function ownName(taken: readonly string[]): (file: ResultsFile) => ResultsFile {
  const names = new Set(taken);
  return (file) => {
    const first = withUnseen(file.name).slice(0, mostNameCharacters) || "a file";
    let name = first;
    for (let i = 2; names.has(name); i++) name = `${first} (${i})`;
    names.add(name);
    return {name, size: file.size, text: () => file.text()};
  };
}

const mostNameCharacters = 120;
