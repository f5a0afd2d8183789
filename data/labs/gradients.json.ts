import {labRecording} from "../labRecording.js";

// Made by `npm run record -- data/specs/labs/gradients.json --seeds 1,2,3 --out data/runs/labs/gradients`.

process.stdout.write(JSON.stringify(labRecording("gradients")));
