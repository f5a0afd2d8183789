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
const [{spec, seeds, steps, shown}] = files;
const {test} = shapes10Dataset(spec.dataset.size);
const values = test.size ** 2 * 3;
const images = shown.map((i) => ({
  label: test.classes[test.labels[i]],
  url: `data:image/png;base64,${png(test.pixels.subarray(i * values, (i + 1) * values), test.size).toString("base64")}`
}));
const networks = files.map(({spec, parts, measures, mapped, maps}) => ({
  net: spec.network.name,
  volumes: parts.map(({volume}) => volume),
  measures: steps.map((_, step) => {
    const spreads = (measure: Measure) =>
      parts.map((_, part) => spreadOf(measures.map((ofSeed) => ofSeed[step][measure][part])));
    return {readout: spreads("readout"), noise: spreads("noise"), rank: spreads("rank")};
  }),
  mapped: mapped.map((name) => parts.findIndex(({part}) => part === name)),
  maps
}));
const caption = captionOf(seeds.map((seed) => ({...files[0], spec: {...spec, seed}})));
process.stdout.write(JSON.stringify({images, steps, networks, caption} satisfies ImageRecording));

function spreadOf(numbers: readonly number[]): Spread {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return [Number(mean.toPrecision(4)), Math.min(...numbers), Math.max(...numbers)];
}
