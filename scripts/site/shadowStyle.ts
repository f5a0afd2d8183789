// The style sheet of a figure that is an element of somebody else's page is made of the site's own: nothing is written twice. A
// shadow root has no root element and no body, and the page around has a size of text of its own, and another width than its
// window has for the figure. So:
//
// - rules for the root and the body are rules for the elements that stand for them (components/element/figureSource.ts);
// - lengths in the root's size of text are in pixels, of a root of 16;
// - what depends on the window's width depends on the figure's;
// - nothing is inherited from the page around, and `@page` and `@import`, which a shadow root has not, are left out.

/** How large the text of the course's root is, in pixels. */
const rootSize = 16;

/** What stands before all rules: `all` takes back what the page around says of its own text. */
const host = `:host{all:initial;display:block}
:host([hidden]){display:none}
.figure-room{container:residual-figure/inline-size}
`;

/** What stands behind all rules: a frame keeps a figure off its edge, an element is as wide as the text around it. */
const edge = `
.figure-body:has(.embed) #observablehq-center{margin:0}
`;

/** Returns the style sheet of a shadow root, made of one for a document. The faces of fonts stay, for the document to be given. */
export function shadowStyle(style: string): string {
  const rules = style
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/@import[^;]+;/g, "")
    .replaceAll(/@page[^{]*\{[^{}]*\}/g, "")
    .replaceAll(/[^{};]*(?=\{)/g, (prelude) =>
      /^\s*@/.test(prelude) ? ownWidth(prelude) : ownRoot(prelude)
    );
  return host + inPixels(rules) + edge;
}

/** Returns a *style* sheet for another place, from which its own folder is at *path*. */
export function urlsFrom(style: string, path: string): string {
  return style.replaceAll(/url\((?!["']?(?:data:|#))(["']?)/g, (_, quote: string) => `url(${quote}${path}`);
}

/** A selector of rules, with the elements that stand for the document's own. */
function ownRoot(selector: string): string {
  return selector
    .replaceAll(/:root\b|(?<![\w.#:[="-])html(?![\w-])/g, ".figure-root")
    .replaceAll(/(?<![\w.#:[="-])body(?![\w-])/g, ".figure-body");
}

/** A condition of the window's width alone, as one of the figure's. */
function ownWidth(condition: string): string {
  const [, space, query] = /^(\s*)@media\s*([\s\S]*?)\s*$/.exec(condition) ?? [];
  if (query === undefined || !isOfWidth(query)) return condition;
  return `${space}@container residual-figure ${query.replaceAll(")and", ") and")}`;
}

function isOfWidth(query: string): boolean {
  const parts = query.split(/\)\s*and\s*\(/);
  return /^\(.*\)$/.test(query) && parts.every((part) => /^\(?(?:(?:min-|max-)?width\b)/.test(part));
}

function inPixels(style: string): string {
  return style.replaceAll(
    /(?<![\w.#])(?<!\w-)(\d*\.?\d+)rem\b/g,
    (_, count: string) => `${Number((Number(count) * rootSize).toFixed(3))}px`
  );
}
