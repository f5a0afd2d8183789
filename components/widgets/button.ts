import {html} from "htl";

/** What a button has besides its text. */
export interface ButtonOptions {
  /** Such as "primary". Defaults to none. */
  className?: string;
  /** The spoken name. Defaults to the text. */
  label?: string;
  /** The tooltip. Defaults to none. */
  title?: string;
}

/**
 * Returns a button that says *text* and does *act* when it is pressed. The handler is set as a property: htl would write an
 * attribute for a moment, which a Content-Security-Policy forbids.
 */
export function button(
  text: string,
  act: () => unknown,
  {className = "", label, title}: ButtonOptions = {}
): HTMLButtonElement {
  const properties = {onclick: act, ...(title && {title})};
  return html`<button type="button" class=${className} aria-label=${label} ${properties}>
    ${text}
  </button>` as HTMLButtonElement;
}
