import {writeFileSync} from "node:fs";
import {copyKinds} from "../components/labs/copying/copyNetwork.js";
import {copyKey, type CopyRun} from "../components/labs/copying/copyRecording.js";
import {copyPictures, copySetting, pictureBytes, trainToCopy} from "../components/labs/copying/copyTask.js";
import type {CopyFile} from "./copyFile.js";
import {deviceText} from "./recordSpecs.js";

// npm run record:copies. Trains networks to put out the picture that they get.

const out = "data/runs/labs/copies.json";
const depths = [2, 4, 8, 12, 16, 20];
const seeds = [1, 2, 3, 4, 5];
/** Pictures that are shown. */
const count = 6;

const pictures = copyPictures();
const packed = (values: Float32Array) =>
  Buffer.from(pictureBytes(values, {scale: pictures.scale, count})).toString("base64");
const runs: CopyRun[] = [];
const outputs: Record<string, string> = {};
for (const kind of copyKinds)
  for (const layers of depths)
    for (const seed of seeds) {
      const last = await trainToCopy({kind, layers, seed}, pictures);
      runs.push({kind, layers, seed, missed: Number(last.missed.toPrecision(4))});
      if (seed === seeds[0]) outputs[copyKey({kind, layers})] = packed(last.outputs);
      console.log(`${kind}, ${layers} layers, seed ${seed}: ${(100 * last.missed).toFixed(1)} % missed`);
    }
const file: CopyFile = {
  ...{backend: "cpu", device: deviceText(`Node ${process.version}`), date: new Date().toISOString()},
  ...{setting: copySetting, runs, pictures: packed(pictures.test), outputs}
};
writeFileSync(out, `${JSON.stringify(file)}\n`);
console.log(`wrote ${out}`);
