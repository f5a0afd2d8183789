import {readFileSync} from "node:fs";
import type {TransferRecording} from "../../components/charts/transferText.js";
import {toRunFile} from "../../components/experiment/runFile.js";
import {labRecording} from "../labRecording.js";

// Made by `npm run record -- data/specs/labs/transfer.json --seeds 1,2,3,4,5 --out data/runs/labs/transfer`, from weights that are made by
// `npm run record:weights`.

const file = new URL("../runs/weights/shapesFirst.json", import.meta.url);
const {curves} = toRunFile(JSON.parse(readFileSync(file, "utf8")));
const recording: TransferRecording = {
  ...labRecording("transfer", {stride: 20}),
  learned: curves.testError.at(-1)![1]
};
process.stdout.write(JSON.stringify(recording));
