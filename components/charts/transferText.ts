import {type TransferWay, transferWayOf} from "../experiment/transferWays.js";
import {endError} from "./endError.js";
import type {LabCurve, LabRecording} from "./labCurves.js";
import {differenceOf} from "./pairedDifference.js";
import type {Split} from "./scales.js";

/** Recorded runs on new classes. */
export interface TransferRecording extends LabRecording {
  /** The test error, a fraction, of the network whose weights they begin with, on the classes that it knows. */
  learned: number;
}

/** Returns where a *way* to new classes ended with so many *images* of each, for a sentence. */
export function transferError(
  curves: readonly LabCurve[],
  {way, images, split = "test"}: {way: TransferWay; images: number; split?: Split}
): string {
  return endError(curves, isOf(way, images), split);
}

/** Returns by how much the test error of *way* is above that of *other* with so many *images* of each class, for a sentence. */
export function transferDifference(
  curves: readonly LabCurve[],
  {way, other, images}: {way: TransferWay; other: TransferWay; images: number}
): string {
  return differenceOf(curves, [isOf(way, images), isOf(other, images)], "test");
}

function isOf(way: TransferWay, images: number): (spec: LabCurve["spec"]) => boolean {
  return ({network, dataset}) => transferWayOf(network) === way && dataset.imagesPerClass === images;
}
