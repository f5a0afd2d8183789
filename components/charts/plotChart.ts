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
  keepHeight(picture);
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

/**
 * Keeps a chart as high as it is drawn where it is shown narrower than that: it is drawn anew then, as high as before, and
 * nothing below it moves. A map's height is its width.
 */
function keepHeight(picture: Element): void {
  const [width, height] = [picture.getAttribute("width"), picture.getAttribute("height")];
  if (width !== height) (picture as SVGSVGElement).style.height = `${height}px`;
}
