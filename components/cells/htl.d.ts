declare module "htl" {
  /** Returns the element that a template describes. */
  export function html(strings: TemplateStringsArray, ...values: unknown[]): HTMLElement;
}
