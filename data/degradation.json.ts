import {fourNetworks} from "../components/experiment/fourNetworks.js";
import {captionOf, readRuns, rowsOf} from "./recordedRuns.js";

// The recorded runs of the four networks on Shapes-10 (made by `npm run record -- data/specs/degradation.json --seeds
// 1,2,3,4,5`), each network's seeds averaged, as rows of the error chart with what is to be said of them.

const runs = readRuns("./runs/").filter(
  ({spec}) => spec.dataset.name === "shapes" && fourNetworks.includes(spec.network.name)
);
// Every fourth step: more cannot be told apart in the chart.
const recording = {
  rows: rowsOf(runs, fourNetworks, {stride: 4}),
  caption: captionOf(runs),
  spec: runs[0].spec
};
process.stdout.write(JSON.stringify(recording));
