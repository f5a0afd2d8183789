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
  loadStyle();
  return element;
}

/** A built page has of KaTeX's style sheet what its own formulas need, and says where the whole is. */
function loadStyle(): void {
  const page = document.querySelector<HTMLElement>("script[data-formulas]");
  const href = page?.dataset.formulas;
  if (!page || !href) return;
  delete page.dataset.formulas;
  document.head.append(Object.assign(document.createElement("link"), {rel: "stylesheet", href}));
}
