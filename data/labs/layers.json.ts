import {labRecording} from "../labRecording.js";

// Made by `npm run record -- data/specs/labs/layers.json --seeds 1,2,3,4,5 --out data/runs/labs/layers`.

process.stdout.write(JSON.stringify(labRecording("layers")));
