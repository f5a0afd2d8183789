import {shapes10Dataset} from "../components/dataset/shapes10Dataset.js";
import {fourNetworks} from "../components/experiment/fourNetworks.js";
import {toPoints} from "../components/experiment/runFile.js";
import {racePoints} from "../components/firstPage/racePoints.js";
import type {RaceRecording} from "../components/firstPage/raceRecording.js";
import {png} from "./png.js";
import {captionOf, readRuns} from "./recordedRuns.js";

// The race of the first page: the four networks of one seed (made by `npm run record -- data/specs/race.json --seeds 1
// --backend wasm --out data/runs/race`), and the test images that they were asked about. It is the beginning of what chapter
// 1 shows of that seed, asked more often.

const runs = readRuns("./runs/race/");
const racers = fourNetworks.map((net) => {
  const run = runs.find(({spec}) => spec.network.name === net);
  if (!run) throw new Error(`no recorded run of ${net} in data/runs/race`);
  return {net, points: racePoints(toPoints(run.curves))};
});
const [{spec}] = runs;
const {test} = shapes10Dataset(spec.dataset.size, spec.dataset.difficulty);
const values = test.size ** 2 * 3;
const images = racers[0].points[0].answers.map((_, i) => ({
  label: test.labels[i],
  url: `data:image/png;base64,${png(test.pixels.subarray(i * values, (i + 1) * values), test.size).toString("base64")}`
}));
const recording: RaceRecording = {spec, caption: captionOf(runs), classes: test.classes, images, racers};
process.stdout.write(JSON.stringify(recording));
