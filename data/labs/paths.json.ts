import type {SpecimenRecording} from "../../components/labs/specimens.js";
import {specimens} from "../specimens.js";

// Made by `npm run record:lesions -- data/specs/paths.json --seeds 1,2,3,4,5 --images 512 --repeats 10 --samples 40 --weights`,
// and the longer ones by the same of data/specs/longPaths.json, with `--out data/runs/longPaths` in the place of `--weights`.

const recording: SpecimenRecording = {...specimens("paths"), longer: specimens("longPaths")};
process.stdout.write(JSON.stringify(recording));
