import {fourNetworks} from "../components/experiment/fourNetworks.js";
import {captionOf, readRuns, rowsOf} from "./recordedRuns.js";

// Longer runs of the four networks (made by `npm run record -- data/specs/long-shapes.json --seeds 1,2,3 --out
// data/runs/long`, and the same for long-cifar10.json), by data set.

const runs = readRuns("./runs/long/");
const ofDataset = (name: string) => {
  const chosen = runs.filter(({spec}) => spec.dataset.name === name);
  return {
    rows: rowsOf(chosen, fourNetworks, {stride: 20}),
    caption: captionOf(chosen),
    steps: chosen[0].spec.steps,
    seeds: new Set(chosen.map(({spec}) => spec.seed)).size
  };
};
process.stdout.write(JSON.stringify({shapes: ofDataset("shapes"), cifar10: ofDataset("cifar10")}));
