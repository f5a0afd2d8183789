import {labRecording} from "../labRecording.js";

// Made by `npm run record -- data/specs/labs/cardinality.json --seeds 1,2,3,4,5 --out data/runs/labs/cardinality`.

process.stdout.write(JSON.stringify(labRecording("cardinality")));
