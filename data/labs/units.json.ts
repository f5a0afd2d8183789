import {endsRecording} from "../endsRecording.js";
import {labRecording} from "../labRecording.js";

// Made by `npm run record -- data/specs/labs/units.json --seeds 1,2,3,4,5 --out data/runs/labs/units`
// and `npm run record -- data/specs/labs/longUnits.json --seeds 1,2,3,4,5 --out data/runs/labs/longUnits`.

process.stdout.write(JSON.stringify({...labRecording("units"), longer: endsRecording("longUnits")}));
