import {readdirSync, readFileSync} from "node:fs";
import type {ImageRecording, Measure, Spread} from "../../components/charts/imageRecording.js";
import {shapes10Dataset} from "../../components/dataset/shapes10Dataset.js";
import type {ImageFile} from "../imageFile.js";
import {png} from "../png.js";
import {captionOf} from "../recordedRuns.js";

// Made by `npm run record:image`. Means over seeds, with the lowest and the highest; maps of the first seed.

const folder = new URL("../runs/labs/image/", import.meta.url);
const files = readdirSync(folder)
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as ImageFile);
const drawn = files.filter(hasPictures);
const [{spec, steps, pictures}] = drawn;
const {test} = shapes10Dataset(spec.dataset.size);
const values = test.size ** 2 * 3;
const images = pictures.shown.map((i) => ({
  label: test.classes[test.labels[i]],
  url: `data:image/png;base64,${png(test.pixels.subarray(i * values, (i + 1) * values), test.size).toString("base64")}`
}));
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
