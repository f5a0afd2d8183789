/**
 * Returns what shows a step in the error charts of *figure*, and in those that come in their place, since a chart is made
 * anew as a run begins, ends or has more room. It holds until somebody reads a chart at another step.
 */
export function shownStep(figure: Element): (step: number) => void {
  let shown: number | undefined;

  function read(step: number): void {
    for (const chart of figure.querySelectorAll(".error-chart"))
      chart.dispatchEvent(new CustomEvent("read", {detail: step}));
  }

  for (const type of ["pointermove", "keydown"])
    figure.addEventListener(type, ({target}) => {
      if ((target as Element).closest(".error-chart")) shown = undefined;
    });
  new MutationObserver(() => {
    if (shown !== undefined) read(shown);
  }).observe(figure, {childList: true, subtree: true});

  return (step) => read((shown = step));
}
