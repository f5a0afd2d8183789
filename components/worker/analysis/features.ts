import type {Batch} from "../../dataset/batches.js";
import type {Volume} from "../../network/shapes.js";
import type {Look} from "../../plan/lookModel.js";
import type {PartFeatures} from "../../protocol/analyses.js";
import {createRandom, normal} from "../../random/random.js";
import {activationMaps} from "./activationMaps.js";
import {effectiveRank} from "./effectiveRank.js";
import {linearReadout} from "./linearReadout.js";
import {type AnalysisControl, AnalysisStoppedError, measureEach} from "./measureEach.js";
import {noiseShift} from "./noiseShift.js";
import {someVectors, toVectors} from "./vectors.js";

/** A network in which parts can be read, such as a LookModel. */
export interface ReadableModel {
  look(images: Float32Array): Promise<Look>;
}

/** A part of a network that is read. */
export interface ReadPart {
  /** What readers know it by: `stem`, or a block's name. */
  part: string;
  /** What the model knows it by. */
  read: string;
  volume: Volume;
}

/** Options of features. */
export interface FeaturesOptions {
  parts: readonly ReadPart[];
  /** All images: whole batches, two at least. */
  images: Batch;
  /** Images in a batch. Rank, noise and maps are of the first. */
  batch: number;
  classes: number;
  /** Images of the first batch whose maps are wanted, by number. */
  shown: readonly number[];
  /** Standard deviation of the noise, in units of the pixels' own. */
  noise: number;
  /** Chooses the noise. */
  seed: number;
}

/**
 * Returns what each part of a *model* still has of its images: what a linear readout can tell, fitted to the first half of
 * the images and tried on the second; how far noise on the images moves what the part makes of them; in how many directions
 * that differs; and pictures of it.
 */
export async function features(
  model: ReadableModel,
  {parts, images: {images, labels}, batch, classes, shown, noise, seed}: FeaturesOptions,
  control: AnalysisControl<PartFeatures> = {}
): Promise<PartFeatures[]> {
  if (control.cancelled?.()) throw new AnalysisStoppedError();
  const random = createRandom(seed);
  const first = images.subarray(0, (images.length / labels.length) * batch);
  const disturbed = first.map((value) => value + noise * normal(random));
  const clean = await model.look(images);
  const noisy = await model.look(disturbed);
  return measureEach(
    parts,
    async ({part, read, volume}) => {
      const all = toVectors(clean.read.get(read)!, labels.length);
      const some = someVectors(all, 0, batch);
      return {
        part,
        volume,
        readout: linearReadout(all, {labels, classes, fitted: Math.floor(labels.length / 2)}),
        noise: noiseShift(some, toVectors(noisy.read.get(read)!, batch)),
        rank: effectiveRank(some),
        maps: activationMaps(some.values, volume, shown)
      };
    },
    control
  );
}
