import {labRecording} from "../labRecording.js";

// Made by `npm run record -- data/specs/labs/units.json --seeds 1,2,3,4,5 --out data/runs/labs/units`.

process.stdout.write(JSON.stringify(labRecording("units")));
