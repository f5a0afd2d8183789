import {readdirSync, readFileSync} from "node:fs";
import type {ImageRecording, Measure, Spread} from "../../components/charts/imageRecording.js";
import type {ImageFile} from "../imageFile.js";
import {captionOf} from "../recordedRuns.js";
import {testPictures} from "../testPictures.js";

// Made by `npm run record:image`. Means over seeds, with the lowest and the highest; maps of the first seed.

const folder = new URL("../runs/labs/image/", import.meta.url);
const files = readdirSync(folder)
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as ImageFile);
const drawn = files.filter(hasPictures);
const [{spec, steps, pictures}] = drawn;
const images = testPictures(spec, pictures.shown);
const networks = drawn.map(({spec: {network}, parts, pictures: {mapped, maps}}) => {
  const seeds = files.filter((file) => file.spec.network.name === network.name);
  const spreads = (measure: Measure, step: number) =>
    parts.map((_, part) => spreadOf(seeds.map(({measures}) => measures[step][measure][part])));
  return {
    net: network.name,
    volumes: parts.map(({volume}) => volume),
    measures: steps.map((_, step) => ({
      readout: spreads("readout", step),
      noise: spreads("noise", step),
      rank: spreads("rank", step)
    })),
    mapped: mapped.map((name) => parts.findIndex(({part}) => part === name)),
    maps
  };
});
const caption = captionOf(files);
process.stdout.write(JSON.stringify({images, steps, networks, caption} satisfies ImageRecording));

function hasPictures(file: ImageFile): file is ImageFile & Required<Pick<ImageFile, "pictures">> {
  return file.pictures !== undefined;
}

function spreadOf(numbers: readonly number[]): Spread {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return [Number(mean.toPrecision(4)), Math.min(...numbers), Math.max(...numbers)];
}
