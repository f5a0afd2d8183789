import * as Plot from "@observablehq/plot";
import {groups, max, mean} from "d3-array";
import {endLabels} from "../../charts/endLabels.js";
import {frame} from "../../charts/frame.js";
import {chartPicture, plotChart} from "../../charts/plotChart.js";
import {spreadText} from "../../charts/spreadText.js";
import {type CopyKind, copyKinds} from "./copyNetwork.js";
import type {CopyRun} from "./copyRecording.js";

/** How each kind is called and drawn. */
export const copyStyles: Readonly<Record<CopyKind, {text: string; color: string; dash?: string}>> = {
  plain: {text: "plain", color: "var(--plain)"},
  residual: {text: "residual", color: "var(--residual)"},
  zeroGamma: {text: "residual, γ = 0", color: "var(--residual)", dash: "5 3"}
};

/** Options of copyChart. */
export interface CopyChartOptions {
  /** The number of layers that is marked. */
  layers: number;
  width: number;
}

interface Point {
  kind: CopyKind;
  layers: number;
  missed: number;
}

/** Returns the share that networks miss of the pictures that they should copy, against their layers: a dot a run, a line a kind. */
export function copyChart(
  runs: readonly CopyRun[],
  {layers, width}: CopyChartOptions
): SVGSVGElement | HTMLElement {
  const percents = runs.map((run): Point => ({...run, missed: 100 * run.missed}));
  const means = copyKinds.flatMap((kind) =>
    groups(
      percents.filter((point) => point.kind === kind),
      (point) => point.layers
    ).map(([layers, own]): Point => ({kind, layers, missed: mean(own, ({missed}) => missed)!}))
  );
  const deepest = max(percents, (point) => point.layers)!;
  const place = {x: "layers", y: "missed"} as const;
  const color = ({kind}: Point) => copyStyles[kind].color;
  const chart = plotChart({
    ...frame,
    ...{width, height: width < 400 ? 260 : 340, marginTop: 26, marginRight: 104},
    ariaLabel: "Share of the pictures that is missed, against layers",
    ariaDescription: copyKinds
      .map((kind) => `${copyStyles[kind].text}: ${textOf(percents, kind)}.`)
      .join(" "),
    x: {label: "layers", domain: [0, deepest], ticks: [...new Set(means.map((point) => point.layers))]},
    y: {
      label: "missed, in %",
      domain: [0, Math.max(10, 1.05 * max(percents, ({missed}) => missed)!)],
      ticks: 5,
      grid: true
    },
    marks: [
      Plot.ruleX([layers], {stroke: "currentColor", strokeOpacity: 0.4}),
      ...copyKinds.map((kind) =>
        Plot.line(
          means.filter((point) => point.kind === kind),
          {...place, stroke: color, strokeWidth: 1.75, strokeDasharray: copyStyles[kind].dash}
        )
      ),
      Plot.dot(percents, {...place, fill: color, fillOpacity: 0.6, r: 2.5})
    ]
  });
  const [x, y] = [chart.scale("x")!, chart.scale("y")!];
  const [bottom, top] = y.range as [number, number];
  const ends = means.filter((point) => point.layers === deepest);
  chartPicture(chart).append(
    endLabels(
      ends.map(({kind, missed}) => ({
        ...{text: copyStyles[kind].text, color: copyStyles[kind].color},
        ...{x: x.apply(deepest), y: y.apply(missed)}
      })),
      [top, bottom]
    )
  );
  return chart;
}

/** Returns in words what a kind's networks missed, for each number of layers. */
function textOf(points: readonly Point[], kind: CopyKind): string {
  const own = groups(
    points.filter((point) => point.kind === kind),
    ({layers}) => layers
  );
  return own
    .map(([layers, runs]) => `${layers} layers ${spreadText(runs.map(({missed}) => missed))}`)
    .join(", ");
}
