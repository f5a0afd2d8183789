import * as Plot from "@observablehq/plot";
import {sort} from "d3-array";
import {networkKey, toIdentity} from "../network/identity.js";
import {frame} from "./frame.js";
import type {LabCurve} from "./labCurves.js";
import {plotChart} from "./plotChart.js";
import {netColors, netLabel} from "./scales.js";

/** A run, at the place of its network. */
interface Row {
  net: string;
  seed: number;
  /** In percent. */
  training: number;
  test: number;
}

/**
 * Returns the errors at the end of each run, the shallowest network first: training error as a ring, test error as a dot. A line joins
 * the test errors of one seed, so that one sees whether a network is ahead with every seed.
 */
export function seedChart(
  curves: readonly LabCurve[],
  {width = 640, height = 300}: {width?: number; height?: number} = {}
): SVGSVGElement | HTMLElement {
  const shown = sort(curves, ({net}) => toIdentity(net).depth ?? 0);
  const nets = shown.map(({net}) => networkKey(toIdentity(net)));
  const rows = shown.flatMap(({ends}, i) =>
    ends.map(({seed, training, test}): Row => ({
      ...{net: nets[i], seed},
      ...{training: 100 * training, test: 100 * test}
    }))
  );
  const colorOf = netColors(shown.map(({net}) => toIdentity(net)));
  const fill = ({net}: Row) => colorOf(net);
  return plotChart({
    ...frame,
    ...{width, height},
    ariaLabel: "Errors at the end, by network and seed",
    ariaDescription: rows
      .map(({net, seed, test}) => `${netLabel(net)}, seed ${seed}: test error ${test.toFixed(1)} %.`)
      .join(" "),
    x: {type: "point", domain: nets, label: null, tickFormat: netLabel, padding: 0.4},
    y: {label: "error (%)", zero: true, nice: true, grid: true},
    marks: [
      Plot.line(rows, {x: "net", y: "test", z: "seed", stroke: "currentColor", strokeOpacity: 0.3}),
      Plot.dot(rows, {
        ...{x: "net", y: "training", r: 4, dx: -7, stroke: fill},
        ...{fill: "var(--theme-background)", strokeWidth: 1.75}
      }),
      Plot.dot(rows, {x: "net", y: "test", r: 4, fill}),
      Plot.tip(
        rows,
        Plot.pointer({
          ...{x: "net", y: "test"},
          title: ({net, seed, training, test}: Row) =>
            `${netLabel(net)}, seed ${seed}\ntraining error ${training.toFixed(1)} %\ntest error ${test.toFixed(1)} %`
        })
      )
    ]
  });
}
