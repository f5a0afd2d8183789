/** Draws the error charts in *place* anew by *draw*; a reader who reads one at a step, or is at its key, goes on. */
export function keepReading(place: Element, draw: () => void): void {
  const charts = () => [...place.querySelectorAll<SVGSVGElement>(".error-chart")];
  const before = charts().map((chart) => ({
    step: chart.dataset.step,
    focused: stops(chart).findIndex((stop) => stop.matches(":focus")) // also in a shadow root
  }));
  draw();
  charts().forEach((chart, i) => {
    const {step, focused = -1} = before[i] ?? {};
    if (focused >= 0) (stops(chart)[focused] as SVGElement).focus({preventScroll: true});
    if (step !== undefined) chart.dispatchEvent(new CustomEvent("read", {detail: Number(step)}));
  });
}

/** What of a chart can have the focus. */
function stops(chart: SVGSVGElement): Element[] {
  return [chart, ...chart.querySelectorAll("[tabindex]")];
}
