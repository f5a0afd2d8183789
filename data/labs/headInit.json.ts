import {labRecording} from "../labRecording.js";

// Made by `npm run record -- data/specs/labs/headInit.json --seeds 1,2,3,4,5 --out data/runs/labs/headInit`.

process.stdout.write(JSON.stringify(labRecording("headInit")));
