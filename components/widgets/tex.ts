import {formulaHtml} from "./formula.js";

/** Returns a formula in a line, such as ``tex`H(x) = F(x) + x` ``; `tex.block` returns a displayed one. */
export const tex = Object.assign(
  (strings: TemplateStringsArray, ...values: unknown[]) => formula(String.raw(strings, ...values), false),
  {
    block: (strings: TemplateStringsArray, ...values: unknown[]) =>
      formula(String.raw(strings, ...values), true)
  }
);

function formula(text: string, displayMode: boolean): HTMLElement {
  const element = document.createElement(displayMode ? "div" : "span");
  element.innerHTML = formulaHtml(text, {displayMode});
  return element;
}
