import katex from "katex";

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
  katex.render(text, element, {displayMode, output: "htmlAndMathml", throwOnError: true, strict: "error"});
  return element;
}
