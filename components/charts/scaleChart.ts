import {chanceError} from "../experiment/chanceError.js";
import {finalChart} from "./finalChart.js";
import type {LabCurve} from "./labCurves.js";

/** Returns the error of networks that differ in λ, what their shortcuts are multiplied by, against λ. */
export function scaleChart(
  curves: readonly LabCurve[],
  {width = 640}: {width?: number} = {}
): SVGSVGElement | HTMLElement {
  return finalChart(curves, {
    at: ({spec}) => spec.network.shortcutScale,
    label: "λ",
    between: [0, 1.5],
    chance: curves.length > 0 ? chanceError(curves[0].spec) : undefined,
    width,
    height: 300
  });
}
