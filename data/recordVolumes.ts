import {readFileSync, writeFileSync} from "node:fs";
import {deflateSync} from "node:zlib";
import {encodedPng, pngUrl} from "../components/charts/encodedPng.js";
import {channelMap} from "../components/exhibits/volumes/windowSum.js";
import {imageNetPixels} from "../components/network/imageNetPixels.js";
import {namedNetwork} from "../components/network/named.js";
import type {Volume} from "../components/network/shapes.js";
import {volumeWalk} from "../components/network/volumeWalk.js";
import {createEngine} from "../components/worker/engine.js";
import {launchBrowser} from "../scripts/browser.js";
import {deviceText} from "./recordSpecs.js";

// npm run record:volumes. Sends the photograph through ResNet-34 as it begins, and keeps what it becomes at each place: the mean
// over channels, small. The walk shows these maps until its reader has an image computed.

const network = {name: "resnet34"};
/** The most positions along a side of a map that is kept: before the first block, and from there on. */
const sides = {stem: 56, others: 28};

const {expression, input} = namedNetwork(network.name);
const places = volumeWalk(expression, input);
const engine = createEngine({emit() {}, nextTask: () => new Promise((resolve) => setImmediate(resolve))});
const read = [...new Set(places.flatMap(({read}) => (read === undefined ? [] : [read])))];
const image = await photograph();
const {rows, place} = await engine.analyse({analysis: "activations", network, image, read, backend: "wasm"});
const faces = places.flatMap(({index, read, part, volume}) => {
  const found = rows.find(({name}) => name === read);
  if (!found || volume[0] === 1) return [];
  return [
    {place: index, url: picture(channelMap(found), volume, part === "stem" ? sides.stem : sides.others)}
  ];
});
const about = {network, seed: 1, backend: place.backend, device: deviceText(place.device)};
writeFileSync(
  "data/photographs/chelsea-resnet34.json",
  `${JSON.stringify({...about, date: new Date().toISOString(), faces}, undefined, 2)}\n`
);
console.log(`wrote ${faces.length} maps`);
process.exit();

/** The photograph's pixels as the network takes them; a browser unpacks the file. */
async function photograph(): Promise<Float32Array> {
  const url = `data:image/jpeg;base64,${readFileSync("data/photographs/chelsea.jpg").toString("base64")}`;
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const pixels = await page.evaluate(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), {
        width: image.width,
        height: image.height
      });
      const context = canvas.getContext("2d")!;
      context.drawImage(image, 0, 0);
      return [...context.getImageData(0, 0, image.width, image.height).data];
    }, url);
    return imageNetPixels(pixels);
  } finally {
    await browser.close();
  }
}

/** Returns a map as a grey picture, each of whose pixels is the mean of as many positions. */
function picture(map: Float64Array, [height, width]: Volume, most: number): string {
  const each = Math.max(1, Math.ceil(width / most));
  const [rows, columns] = [Math.floor(height / each), Math.floor(width / each)];
  const means = Float64Array.from({length: rows * columns}, (_, i) => {
    const [row, column] = [Math.floor(i / columns) * each, (i % columns) * each];
    let sum = 0;
    for (let y = 0; y < each; y++) for (let x = 0; x < each; x++) sum += map[(row + y) * width + column + x];
    return sum / each ** 2;
  });
  const [darkest, brightest] = [Math.min(...means), Math.max(...means)];
  const bytes = Uint8Array.from(
    means,
    (mean) => Math.round((63 * (mean - darkest)) / (brightest - darkest)) * 4
  );
  return pngUrl(
    encodedPng(bytes, {width: columns, channels: 1, compress: (bytes) => deflateSync(bytes, {level: 9})})
  );
}
