import {labRecording} from "../labRecording.js";

// Made by `npm run record:all` from data/specs/labs/activations.json.

process.stdout.write(JSON.stringify(labRecording("activations")));
