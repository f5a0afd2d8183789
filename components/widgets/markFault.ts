/** Marks a field's *element* as invalid, as the element with this id describes; without one, takes the mark away. */
export function markFault(element: HTMLElement, describedBy: string | false): void {
  const attributes = {"aria-invalid": "true", "aria-describedby": describedBy || ""};
  for (const [attribute, value] of Object.entries(attributes)) {
    if (describedBy === false) element.removeAttribute(attribute);
    else element.setAttribute(attribute, value);
  }
}
