/**
 * Returns the address of what shows an *element*: of the page, or, where a figure is an element of somebody else's page, of that
 * figure's own document (components/element/dressFigure.ts).
 */
export function ownAddress(element: Element): string {
  return element.closest<HTMLElement>("[data-address]")?.dataset.address ?? location.href;
}
