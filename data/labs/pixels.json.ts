import {labRecording} from "../labRecording.js";

// Made by `npm run record -- data/specs/labs/pixels.json --seeds 1,2,3 --out data/runs/labs/pixels`.

process.stdout.write(JSON.stringify(labRecording("pixels")));
