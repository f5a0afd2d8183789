import {transferWayOf, transferWays} from "../experiment/transferWays.js";
import {endsChart} from "./endsChart.js";
import type {LabCurve} from "./labCurves.js";

/** Returns the test error at the end of each way to new classes, by the number of their training images. */
export function transferChart(
  curves: readonly LabCurve[],
  {width}: {width: number}
): SVGSVGElement | HTMLElement {
  const {scratch, unfrozen, following, frozen} = transferWays;
  return endsChart(curves, {
    label: "Test error on new classes by training images of each, from scratch, frozen and fine-tuned",
    axis: {
      label: "training images a class",
      word: "images",
      base: 2,
      of: ({dataset}) => dataset.imagesPerClass
    },
    split: "test",
    nameOf: ({spec}) => transferWays[transferWayOf(spec.network)].name,
    dashes: {
      [scratch.name]: "2 3",
      [unfrozen.name]: "12 3",
      [following.name]: "8 3 2 3",
      [frozen.name]: "8 3"
    },
    ...{width, height: 320}
  });
}
