import {highlightCode as walkCode, tagHighlighter, tags} from "@lezer/highlight";
import {type CellLanguage, cellParser} from "../compiler/cellParser.js";

const {definition, function: call} = tags;

/** Gives code the classes that Framework gives static code, so that both look the same. */
export const highlighter = /* @__PURE__ */ tagHighlighter([
  {tag: [tags.keyword, tags.typeName, tags.modifier], class: "hljs-keyword"},
  {
    tag: [
      definition(call(tags.variableName)),
      definition(call(tags.propertyName)),
      definition(tags.className),
      call(tags.variableName),
      call(tags.propertyName)
    ],
    class: "hljs-title"
  },
  {tag: definition(tags.propertyName), class: "hljs-attr"},
  {tag: [tags.string, tags.regexp, tags.special(tags.string)], class: "hljs-string"},
  {tag: [tags.bool, tags.null, tags.atom], class: "hljs-literal"},
  {tag: tags.number, class: "hljs-number"},
  {tag: tags.comment, class: "hljs-comment"}
]);

/** A stretch of code and its class, which is empty where it has none. */
export interface CodeSpan {
  text: string;
  className: string;
}

/** Returns *code* in stretches of one class each. */
export function codeSpans(code: string, lang: CellLanguage): CodeSpan[] {
  const spans: CodeSpan[] = [];
  const tree = cellParser(lang).parse(code);
  walkCode(
    code,
    tree,
    highlighter,
    (text, className) => spans.push({text, className}),
    () => spans.push({text: "\n", className: ""})
  );
  return spans;
}

/** Sets *code* in an *element* as the editor would, for an edited cell that is shown but not open. */
export function highlightCode(element: HTMLElement, code: string, lang: CellLanguage): void {
  element.replaceChildren(
    ...codeSpans(code, lang).map(({text, className}) => {
      if (!className) return text;
      const span = document.createElement("span");
      span.className = className;
      span.textContent = text;
      return span;
    })
  );
}
