import {readdirSync, readFileSync} from "node:fs";
import type {StepTimeRecording} from "../../components/labs/stepTimeLab.js";
import {placeCaption, type RecordedPlace} from "../recordedRuns.js";

// Made by `npm run record:times -- data/specs/labs/NAME.json data/runs/labs/stepTimes/NAME.json` for cardinality and
// stochasticDepth.

type File = Pick<StepTimeRecording, "times"> & RecordedPlace;

const folder = new URL("../runs/labs/stepTimes/", import.meta.url);
const files = readdirSync(folder)
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as File);
const recording: StepTimeRecording = {
  times: files.flatMap(({times}) => times),
  caption: placeCaption(files[0])
};
process.stdout.write(JSON.stringify(recording));
