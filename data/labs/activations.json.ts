import {labRecording} from "../labRecording.js";

// Made by `npm run record -- data/specs/labs/activations.json --seeds 1,2,3 --out data/runs/labs/activations`.

process.stdout.write(JSON.stringify(labRecording("activations")));
