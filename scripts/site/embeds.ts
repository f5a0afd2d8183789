import {JSDOM} from "jsdom";
import {isRoot, rootsIn} from "../../components/page/drawn.js";
import {neededCells, pageCells} from "./pageCells.js";

// Every figure, exercise and editable cell of a page is a document of its own too, made of the finished page: the same HTML,
// its styles, and the page's own bundle, of which only the cells that the figure needs find a place to be defined. So there
// is nothing to maintain beside the page; a template that loads a page's part would show nothing without a script.

/** A part of a page to be framed in another document. */
export interface Embed {
  /** Its name, below its page: `see-it-happen`. */
  name: string;
  title: string;
  /** What stands in the body of its document. */
  body: string;
  /** Whether it has cells to edit. */
  cells: boolean;
  /**
   * Whether it can be an element of any page too: figures that need no editor, which would act on that page; no exercises, whose
   * marks a browser keeps for the course; and not what shows and forgets all that is kept, which would be that page's.
   */
  element: boolean;
}

/** A page whose parts say by `data-embed` where they can be framed from, and these parts. */
export interface EmbeddedPage {
  html: string;
  embeds: Embed[];
}

/** The hidden root of what makes cells editable; scripts/editableCells.ts puts it there. */
const graphRoot = "ce11ab1e";

/** Returns the parts of a finished *page* that can be framed; *code* is Framework's for that page. */
export function embedsOf(page: string, html: string, code: string): EmbeddedPage {
  const dom = new JSDOM(html);
  const {document} = dom.window;
  const main = document.querySelector("main")!;
  const parts = [...new Set([...main.querySelectorAll(embeddable)].flatMap((part) => partOf(part, main)))];
  const names = new Set<string>();
  const [cells, roots] = [pageCells(code), rootsIn(main)];
  const embeds = parts.map((part) => {
    const {name, title} = called(part, main, names);
    names.add(name);
    part.setAttribute("data-embed", `${page}/${name}`);
    const made = documentOf(part, {roots, cells, page, title});
    if (made.code.length > 0) part.setAttribute("data-embed-code", made.code.join(" "));
    const isOfSite = part.matches("[data-exercise], :has([data-exercise])") || page === "privacy";
    const {body, cells: hasCells} = made;
    return {part, name, title, body, cells: hasCells, element: !hasCells && !isOfSite};
  });
  for (const {part, name, title} of embeds) addLink(part, `./embed/${page}/${name}`, title);
  return {html: dom.serialize(), embeds};
}

/**
 * A figure's caption, a cell's bar and an exercise end in a link to their document; components/page/embedLinks.ts says there how
 * to frame it.
 */
function addLink(part: Element, address: string, title: string): void {
  const place = linkPlace(part);
  if (!place) return;
  const link = part.ownerDocument.createElement("a");
  Object.assign(link, {className: "embed-link", href: address, rel: "external", textContent: "Embed"});
  link.setAttribute("aria-label", `Embed: ${title}`);
  place.append(" ", link);
}

/** Where the link of a *part* is; an exercise's own head is drawn anew when it comes alive. */
function linkPlace(part: Element): Element | undefined {
  const caption = part.querySelector(":scope > figcaption");
  if (caption) return caption.lastElementChild?.localName === "p" ? caption.lastElementChild : caption;
  if (part.localName === "editable-cell") return part.querySelector(":scope > .cell-bar") ?? undefined;
  return part.querySelector(":scope > .exercise") ? part : undefined;
}

/** Cells of the lab are its reader's. */
const embeddable = "figure, editable-cell:not([data-added]), [data-exercise], .run";

/** Returns what is framed for the sake of an *element*: itself, the place of the cell that has drawn it, or nothing. */
function partOf(element: Element, main: Element): Element[] {
  const cell = element.closest("editable-cell");
  if (cell?.hasAttribute("data-added")) return [];
  if (element.closest(".drawn-narrow")) return [];
  if (cell) return cell === element ? [element] : [];
  if (element.parentElement!.closest("figure")) return [];
  return [drawnPlace(element, main) ?? element];
}

/** The place of the cell that has drawn an *element*, if one has. */
function drawnPlace(element: Element, main: Element): Element | undefined {
  for (let node = element; node !== main; node = node.parentElement!)
    for (let next = node.nextSibling; next; next = next.nextSibling)
      if (isRoot(next)) return node.parentElement!;
  return undefined;
}

/** A figure is called as it calls itself, or after the heading above it, with a number if that has several. */
function called(part: Element, main: Element, taken: ReadonlySet<string>): {name: string; title: string} {
  const heading = [...main.querySelectorAll("h1, h2, h3")]
    .filter((one) => one.compareDocumentPosition(part) & 4) // those before it
    .at(-1);
  const above = heading?.textContent?.trim() ?? "";
  const exercise = part.querySelector("[data-exercise]")?.getAttribute("data-exercise");
  if (part.localName === "editable-cell") return {name: part.id, title: part.getAttribute("data-title")!};
  if (exercise && part.localName !== "figure")
    return {name: `exercise-${exercise.replace(/^.*\//, "")}`, title: `Exercise: ${above}`};
  const usual = part.id || heading?.id || "figure";
  let name = usual;
  for (let n = 2; taken.has(name); ++n) name = `${usual}-${n}`;
  const bold = part.querySelector("figcaption :is(b, strong)")?.textContent?.replace(/\.$/, "");
  return {name, title: bold ?? above};
}

interface Setting {
  /** The place of each cell of the page, by the cells' ids. */
  roots: ReadonlyMap<string, Comment>;
  cells: ReturnType<typeof pageCells>;
  page: string;
  title: string;
}

/** The document of a part: its body, whether it has cells to edit, and the keys of those that stand beside the part. */
interface PartDocument extends Pick<Embed, "body" | "cells"> {
  code: string[];
}

/** The body of a *part*'s document: what its cells need of the page, seen or hidden, and the part itself. */
function documentOf(part: Element, {roots, cells, page, title}: Setting): PartDocument {
  const needed = neededCells(cells, rootsIn(part).keys());
  const outside = [...roots].filter(([id, root]) => needed.has(id) && !part.contains(root));
  const code = new Set(outside.flatMap(([, root]) => root.parentElement!.closest("editable-cell") ?? []));
  const editable = code.size > 0 || part.matches("editable-cell, :has(editable-cell)");
  const graph = editable ? roots.get(graphRoot)?.parentElement : undefined;
  const places = outside
    .map(([, root]) => root)
    .filter((root) => !root.parentElement!.closest("editable-cell") && !graph?.contains(root));
  const controls = new Set(places.map((root) => root.parentElement!).filter(hasControls));
  const body = part.ownerDocument.createElement("body");
  body.innerHTML = `<div id="observablehq-center">
<main id="observablehq-main" class="observablehq" tabindex="-1">
<h1 class="visually-hidden"></h1>
<div class="embed">
${markup(controls)}${part.outerHTML}
${code.size > 0 ? `<details class="embed-code"><summary>The code behind it</summary>\n${markup(code)}</details>\n` : ""}</div>
${places.map((root) => (hasControls(root.parentElement!) ? "" : `<div hidden><!--${root.data}--></div>\n`)).join("")}${graph?.outerHTML ?? ""}
</main>
</div>`;
  body.querySelector("h1")!.textContent = title;
  for (const link of body.querySelectorAll('a[href^="#"]'))
    link.setAttribute("href", `./${page}${link.getAttribute("href")}`);
  const keys = [...code].flatMap((cell) => cell.getAttribute("data-key") ?? []);
  return {body: body.outerHTML, cells: editable, code: keys};
}

function hasControls(place: Element): boolean {
  return place.querySelector("button, input, select") !== null;
}

function markup(elements: Iterable<Element>): string {
  return [...elements].map(({outerHTML}) => `${outerHTML}\n`).join("");
}
