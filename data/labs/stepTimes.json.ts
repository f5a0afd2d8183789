import {readdirSync, readFileSync} from "node:fs";
import type {StepTimeRecording} from "../../components/cells/labs/stepTimeLab.js";
import type {BackendName} from "../../components/training/protocol.js";

// Made by `npm run record:times -- data/specs/labs/NAME.json data/runs/labs/stepTimes/NAME.json` for cardinality and
// stochasticDepth.

type File = Pick<StepTimeRecording, "times"> & {backend: BackendName; device: string; date: string};

const folder = new URL("../runs/labs/stepTimes/", import.meta.url);
const files = readdirSync(folder)
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as File);
const [{backend, device, date}] = files;
const day = new Date(date).toLocaleDateString("en", {day: "numeric", month: "long", year: "numeric"});
const recording: StepTimeRecording = {
  times: files.flatMap(({times}) => times),
  caption: `recorded: ${backend} on ${device.split("; ").at(-1)}, ${day}`
};
process.stdout.write(JSON.stringify(recording));
