import {labRecording} from "../labRecording.js";

// Made by `npm run record -- data/specs/labs/headInit.json --seeds 1,2,3 --out data/runs/labs/headInit`.

process.stdout.write(JSON.stringify(labRecording("headInit")));
