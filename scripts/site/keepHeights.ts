/**
 * Gives the charts among *elements* the height that they were drawn with: one that lives fits its room by being drawn
 * anew, as high as before, and nothing below it moves then. A map's is its width.
 */
export function keepHeights(elements: readonly Element[]): void {
  for (const element of elements) {
    if (!element.matches("svg[class^=plot-]")) continue;
    const [width, height] = [element.getAttribute("width"), element.getAttribute("height")];
    if (width !== height) element.setAttribute("style", `height: ${height}px`);
  }
}
