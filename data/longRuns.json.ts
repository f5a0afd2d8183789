import {fourNetworks} from "../components/experiment/fourNetworks.js";
import {captionOf, readRuns, rowsOf} from "./recordedRuns.js";

// Longer runs of the four networks, by data set. Those on CIFAR-10 are recorded where `CIFAR10` says where its archive is.

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
