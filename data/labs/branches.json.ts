import {readFileSync} from "node:fs";
import type {BranchRecording} from "../../components/charts/branchRecording.js";
import type {BranchFile} from "../branchFile.js";
import {placeCaption} from "../recordedRuns.js";
import {testPictures} from "../testPictures.js";

// Made by `npm run record:branches`.

const {spec, shown, blocks, ...place} = JSON.parse(
  readFileSync(new URL("../runs/labs/branches.json", import.meta.url), "utf8")
) as BranchFile;
const caption = placeCaption(place, `seed ${spec.seed}, after ${spec.steps} steps, `);
const images = testPictures(spec, shown);
process.stdout.write(JSON.stringify({images, blocks, caption} satisfies BranchRecording));
