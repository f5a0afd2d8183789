import {readFileSync} from "node:fs";
import {group} from "d3-array";
import {labCurve} from "../../components/charts/labCurves.js";
import type {ConstructedRecording} from "../../components/labs/constructedFigure.js";
import type {ConstructedFile} from "../constructedFile.js";
import {labRuns, recordedCurve} from "../labRecording.js";
import {placeCaption, readRuns} from "../recordedRuns.js";

// Made by `npm run record:constructed`, beside runs of chapter 1.

const {shallow, deep, ...place} = JSON.parse(
  readFileSync(new URL("../runs/labs/constructed.json", import.meta.url), "utf8")
) as ConstructedFile;
const {steps} = deep[0].spec;
const scratch = labRuns(readRuns("./runs/")).map((run) => ({
  ...run,
  points: run.points.filter(({step}) => step <= steps)
}));
const nets = ["cifar-plain-20", "cifar-plain-56"].map((net): [string, number[]] => {
  const runs = scratch.filter(({spec}) => spec.network.name === net);
  return [
    net,
    labCurve(runs, {net, run: "recorded run"}).ends.map(({training}) => Number(training.toFixed(4)))
  ];
});
const recording: ConstructedRecording = {
  curves: [...group(deep, ({spec}) => spec.optimizer.learningRate).values()].map((runs) =>
    recordedCurve(runs)
  ),
  shallow: recordedCurve(shallow).errors.filter(({split}) => split === "training"),
  scratch: Object.fromEntries(nets),
  caption: placeCaption(place, `${shallow.length} seeds, `)
};
process.stdout.write(JSON.stringify(recording));
