import {readdirSync, readFileSync} from "node:fs";
import type {LandscapeRecording} from "../../components/charts/landscapeRecording.js";
import type {LandscapeFile} from "../landscapeFile.js";
import {placeCaption} from "../recordedRuns.js";

// Made by `npm run record:landscape`.

const folder = new URL("../runs/labs/landscape/", import.meta.url);
const files = readdirSync(folder)
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as LandscapeFile);
const networks = files.map(({spec, first, seeds, trained}) => ({
  net: spec.network.name,
  steps: spec.steps,
  first,
  seeds: seeds.map(({seed, pits}) => ({seed, pits})),
  trained
}));
const caption = placeCaption(files[0], `seed ${files[0].spec.seed}, `);
process.stdout.write(JSON.stringify({networks, caption} satisfies LandscapeRecording));
