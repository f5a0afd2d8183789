import {readdirSync, readFileSync} from "node:fs";
import {
  eachSpreads,
  type ErrorSpread,
  orderSpreads,
  randomSpreads,
  wholeError
} from "../../components/charts/errorSpreads.js";
import {pathNorms} from "../../components/charts/pathNorms.js";
import type {RunSpec} from "../../components/experiment/runSpec.js";
import type {RecordedLesions, SpecimenRecording} from "../../components/labs/specimens.js";
import type {Lesion, PathGradient, Shuffle} from "../../components/protocol/analyses.js";
import {captionOf} from "../recordedRuns.js";

// Made by `npm run record:lesions -- data/specs/paths.json --seeds 1,2,3,4,5 --images 512 --repeats 10 --samples 40 --weights`.

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

const folder = new URL("../runs/paths/", import.meta.url);
const records = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Record);
const names = [...new Set(records.map(({spec}) => spec.network.name))];

const recording: SpecimenRecording = {
  networks: names.map((name) => findings(records.filter(({spec}) => spec.network.name === name))),
  caption: captionOf(records)
};
process.stdout.write(JSON.stringify(recording));

/** Puts all seeds of a network together; the first one's weights are kept. */
function findings(seeds: readonly Record[]): SpecimenRecording["networks"][number] {
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
