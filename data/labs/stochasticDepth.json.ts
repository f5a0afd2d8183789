import {labRecording} from "../labRecording.js";

// Made by `npm run record -- data/specs/labs/stochasticDepth.json --seeds 1,2,3 --out data/runs/labs/stochasticDepth`.

process.stdout.write(JSON.stringify(labRecording("stochasticDepth")));
