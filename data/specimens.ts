import {readdirSync, readFileSync} from "node:fs";
import {group} from "d3-array";
import {
  eachSpreads,
  type ErrorSpread,
  orderSpreads,
  randomSpreads,
  wholeError
} from "../components/charts/errorSpreads.js";
import {pathNorms} from "../components/charts/pathNorms.js";
import type {RunSpec} from "../components/experiment/runSpec.js";
import type {RecordedLesions, RecordedNetworks} from "../components/labs/specimens.js";
import type {Lesion, PathGradient, Shuffle} from "../components/protocol/analyses.js";
import {captionOf} from "./recordedRuns.js";

/** A network that was trained and taken apart: data/recordLesions.ts. */
interface Record {
  spec: RunSpec;
  backend: "wasm";
  device: string;
  date: string;
  blocks: {name: string}[];
  lesions: Lesion[];
  lesionsByBatch: Lesion[];
  shuffles: Shuffle[];
  pathGradients?: PathGradient[];
  firstPathGradients?: PathGradient[];
}

/** Returns what was found of the networks in a *folder* below data/runs, each with all of its seeds. */
export function specimens(folder: string): RecordedNetworks {
  const files = new URL(`runs/${folder}/`, import.meta.url);
  const records = readdirSync(files)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => JSON.parse(readFileSync(new URL(name, files), "utf8")) as Record);
  const networks = group(records, ({spec}) => JSON.stringify(spec.network));
  return {networks: [...networks.values()].map(findings), caption: captionOf(records)};
}

/** Puts all seeds of a network together; the first one's weights are kept. */
function findings(seeds: readonly Record[]): RecordedNetworks["networks"][number] {
  const [{spec, blocks, pathGradients}] = seeds;
  const names = blocks.map((block) => block.name);
  return {
    spec,
    seeds: seeds.length,
    lesions: {
      running: lesionsOf(
        seeds.flatMap((seed) => seed.lesions),
        names
      ),
      batch: lesionsOf(
        seeds.flatMap((seed) => seed.lesionsByBatch),
        names
      )
    },
    orders: orderSpreads(seeds.flatMap((seed) => seed.shuffles)).map(short),
    ...(pathGradients && {
      paths: pathNorms(seeds.flatMap((seed) => seed.pathGradients!)),
      firstPaths: pathNorms(seeds.flatMap((seed) => seed.firstPathGradients!))
    })
  };
}

function lesionsOf(lesions: readonly Lesion[], blocks: readonly string[]): RecordedLesions {
  return {
    whole: wholeError(lesions)!,
    each: eachSpreads(lesions, blocks).map(short),
    random: randomSpreads(lesions, blocks).map(short)
  };
}

function short({x, error, low, high, measured}: ErrorSpread): ErrorSpread {
  const [place, ...errors] = [x, error, low, high].map((value) => Number(value.toFixed(4)));
  return {x: place, error: errors[0], low: errors[1], high: errors[2], measured};
}
