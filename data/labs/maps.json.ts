import {readFileSync} from "node:fs";
import type {ResponseMaps} from "../../components/exhibits/localResponse/responseMaps.js";
import type {MapsFile} from "../mapsFile.js";
import {placeCaption} from "../recordedRuns.js";
import {testPictures} from "../testPictures.js";

// Made by `npm run record:maps`.

const url = new URL("../runs/labs/maps.json", import.meta.url);
const file = JSON.parse(readFileSync(url, "utf8")) as MapsFile;
const {spec, shown, volume, most, maps} = file;
const [image] = testPictures(spec, [shown]);
process.stdout.write(
  JSON.stringify({image, volume, most, maps, caption: placeCaption(file)} satisfies ResponseMaps)
);
