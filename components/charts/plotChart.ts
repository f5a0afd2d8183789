import * as Plot from "@observablehq/plot";

/** A chart of Plot's, with its scales. */
export type Chart = ReturnType<typeof Plot.plot>;

/**
 * Like Plot.plot, except that the chart is one image to those who hear it: its name and its description say what it shows,
 * and its marks, which Plot names by their kind, are passed over. What can be pressed is added to it afterwards.
 */
export function plotChart(options: Plot.PlotOptions): Chart {
  const chart = Plot.plot(options);
  const picture = chartPicture(chart);
  picture.setAttribute("role", "img");
  for (const part of picture.querySelectorAll(":scope > :is(g, rect)"))
    part.setAttribute("aria-hidden", "true");
  return chart;
}

/** Returns the drawing in a chart, which Plot wraps if it has a legend or a title. */
export function chartPicture(chart: SVGSVGElement | HTMLElement): SVGSVGElement {
  return chart.matches("svg")
    ? (chart as SVGSVGElement)
    : chart.querySelector<SVGSVGElement>(":scope > svg")!;
}
