import {labRecording} from "../labRecording.js";

// Made by `npm run record -- data/specs/labs/units.json --seeds 1,2,3 --out data/runs/labs/units`.

process.stdout.write(JSON.stringify(labRecording("units")));
