import {labRecording} from "../labRecording.js";

// Made by `npm run record -- data/specs/labs/transfer.json --seeds 1,2,3,4,5 --out data/runs/labs/transfer`, from weights that are made by
// `npm run record:weights`.

process.stdout.write(JSON.stringify(labRecording("transfer")));
