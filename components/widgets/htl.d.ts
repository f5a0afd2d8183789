declare module "htl" {
  /** Returns the element that a template describes. */
  export function html(strings: TemplateStringsArray, ...values: unknown[]): HTMLElement;
  /** Like html, except that it returns an element of SVG. */
  export function svg(strings: TemplateStringsArray, ...values: unknown[]): SVGElement;
}
