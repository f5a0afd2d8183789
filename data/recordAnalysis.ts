import {mkdirSync, writeFileSync} from "node:fs";
import {dirname} from "node:path";
import {loadDataset} from "../components/dataset/datasets.js";
import type {BackendInfo} from "../components/experiment/backend.js";
import type {RunSpec} from "../components/experiment/runSpec.js";
import type {AnalysisName, AnalysisRequest, AnalysisRows} from "../components/protocol/analyses.js";
import {createEngine} from "../components/worker/engine.js";
import {deviceText, readSpecs} from "./recordSpecs.js";

/** The seeds of a recorded analysis. */
const seeds = [1, 2, 3];

/** What an analysis finds, row by row. */
type RowOf<Name extends AnalysisName> = AnalysisRows[Name];

/** Options of recordAnalysis. */
export interface RecordAnalysisOptions<Name extends AnalysisName> {
  /** The file of the specs. */
  specs: string;
  /** The file to write. */
  out: string;
  /** Returns what is asked of the engine for a spec. */
  request(spec: RunSpec): AnalysisRequest & {analysis: Name};
  /** Returns what is kept of a row. */
  kept(row: RowOf<Name>): RowOf<Name>;
}

/** Analyses networks as their specs initialise them, with the engine that the pages use, once a seed, into one file. */
export async function recordAnalysis<Name extends AnalysisName>({
  specs: specsFile,
  out,
  request,
  kept
}: RecordAnalysisOptions<Name>): Promise<void> {
  const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));
  const engine = createEngine({emit() {}, nextTask, dataset: loadDataset});
  const networks: {spec: RunSpec; runs: RowOf<Name>[][]}[] = [];
  let place: BackendInfo | undefined;
  for (const spec of readSpecs(specsFile)) {
    const runs: RowOf<Name>[][] = [];
    for (const seed of seeds) {
      const found = await engine.analyse({...request({...spec, seed}), backend: "wasm"});
      place = found.place;
      runs.push((found.rows as RowOf<Name>[]).map(kept));
    }
    networks.push({spec, runs});
    console.log(`${spec.network.name}: ${runs.length} seeds`);
  }
  const device = deviceText(place!.device);
  const recorded = {backend: place!.backend, device, date: new Date().toISOString(), seeds, networks};
  mkdirSync(dirname(out), {recursive: true});
  writeFileSync(out, `${JSON.stringify(recorded)}\n`);
}

/** Returns a number with four digits after the point. */
export function rounded(value: number): number {
  return Number(value.toFixed(4));
}
