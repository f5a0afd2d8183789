import {readFileSync} from "node:fs";
import type {EquivalenceRecording} from "../../components/labs/equivalenceLab.js";
import {placeCaption, type RecordedPlace} from "../recordedRuns.js";

// Made by `npm run record:equivalence`.

type File = Pick<EquivalenceRecording, "blocks"> & RecordedPlace;

const url = new URL("../runs/labs/equivalence.json", import.meta.url);
const {blocks, ...place} = JSON.parse(readFileSync(url, "utf8")) as File;
const recording: EquivalenceRecording = {blocks, caption: placeCaption(place)};
process.stdout.write(JSON.stringify(recording));
