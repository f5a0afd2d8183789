import {sort} from "d3-array";
import {type CollectedRun, curvesOf, thinned} from "../components/collect/collectedRun.js";
import {fourNetworks} from "../components/experiment/fourNetworks.js";
import {toPoints} from "../components/experiment/runFile.js";
import {captionOf, readRuns} from "./recordedRuns.js";

// The recorded runs of the four networks on Shapes-10, each run by itself, as the results of a class whose five members had a
// seed each.

/** Points of a training curve: fewer than a class's own files have, as they come with the page. */
const most = 67;

const runs = readRuns("./runs/").filter(
  ({spec}) => spec.dataset.name === "shapes" && fourNetworks.includes(spec.network.name)
);
const example = sort(runs, ({spec}) => fourNetworks.indexOf(spec.network.name)).map((run): CollectedRun => {
  const {training, test} = curvesOf(toPoints(run.curves));
  const {spec, diverged} = run;
  return {
    ...{file: "recorded", run: `seed ${spec.seed}`, net: spec.network.name, seed: spec.seed, spec, diverged},
    curves: {training: thinned(training, most).map(([step, error]) => [step, Number(error.toFixed(4))]), test}
  };
});
process.stdout.write(
  JSON.stringify({
    runs: example,
    caption: `An example, of the course’s own runs (${captionOf(runs).replace("mean of ", "")}). It goes when you add results.`
  })
);
