import {readFileSync} from "node:fs";
import type {CopyRecording} from "../../components/labs/copying/copyRecording.js";
import type {CopyFile} from "../copyFile.js";
import {placeCaption} from "../recordedRuns.js";

// Made by `npm run record:copies`.

const {setting, runs, pictures, outputs, ...place} = JSON.parse(
  readFileSync(new URL("../runs/labs/copies.json", import.meta.url), "utf8")
) as CopyFile;
const seeds = new Set(runs.map(({seed}) => seed)).size;
const caption = placeCaption(place, `${seeds} seeds, after ${setting.steps} steps, `);
process.stdout.write(JSON.stringify({runs, pictures, outputs, caption} satisfies CopyRecording));
