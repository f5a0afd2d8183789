import {invalid} from "../fields/fault.js";
import type {FigurePage, RunnableCell} from "./runCells.js";

/** The list of figures, as the build writes it into `v1/figures.json`; addresses are relative to it. */
export interface FigureIndex {
  /** The style sheet of a shadow root: scripts/site/shadowStyle.ts. */
  style: string;
  /** The document of each figure, by its name. */
  figures: Readonly<Record<string, string>>;
}

/** All that a figure is made of. */
export interface FigureSource {
  /** The text of the style sheet, whose URLs are whole. */
  style: string;
  /** The code of the page that the figure is a part of. */
  page: FigurePage;
  /** Where its document is. */
  address: string;
  /** Returns the figure as it was built, in a place that stands for a document's root and body. */
  place(): HTMLElement;
}

/** Loads what the figure called *name* of a *site* is made of. Rejects with a FaultError if there is no such figure. */
export async function figureSource(site: URL, name: string | null): Promise<FigureSource> {
  const list = new URL("v1/figures.json", site);
  const index = JSON.parse(await textAt(list)) as FigureIndex;
  if (name === null || !Object.hasOwn(index.figures, name))
    throw invalid("name", name ?? undefined, "choice", {choices: Object.keys(index.figures)});
  const address = new URL(index.figures[name], list);
  const [html, style] = await Promise.all([textAt(address), styleAt(new URL(index.style, list))]);
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const base = new URL(parsed.querySelector("base")!.getAttribute("href")!, address);
  const {code} = parsed.querySelector<HTMLElement>("script[data-site]")!.dataset;
  return {
    style,
    page: code === undefined ? {cells: [], base: ""} : await pageAt(new URL(code, base)),
    address: address.href.replace(/\.html$/, ""),
    place: () => placeOf(parsed, base)
  };
}

const texts = new Map<string, Promise<string>>();

/** What was loaded once is there for all figures; what did not come is asked for again. */
function textAt({href}: URL): Promise<string> {
  const text = texts.get(href) ?? load(href);
  texts.set(href, text);
  text.catch(() => texts.delete(href));
  return text;
}

async function load(href: string): Promise<string> {
  const response = await fetch(href);
  if (!response.ok) throw new Error(`Failed to fetch ${href}: ${response.status}`);
  return response.text();
}

async function styleAt(address: URL): Promise<string> {
  const style = await textAt(address);
  return style.replace(
    /url\((["']?)(?!data:|#)([^)"']+)\1\)/g,
    (_, quote: string, path: string) => `url(${quote}${new URL(path, address).href}${quote})`
  );
}

const pages = new Map<string, FigurePage>();

async function pageAt({href}: URL): Promise<FigurePage> {
  const {cells} = (await import(href)) as {cells: readonly RunnableCell[]};
  const page = pages.get(href) ?? {cells, base: location.href};
  pages.set(href, page);
  return page;
}

/**
 * The element has neither the root nor the body that the site's rules are for, and stands among landmarks and headings of
 * somebody else's page: so these are elements without a meaning, and the document's own heading is left out.
 */
function placeOf(parsed: Document, base: URL): HTMLElement {
  const main = document.importNode(parsed.querySelector("main")!, true);
  main.querySelector("h1")?.remove();
  const root = document.createElement("div");
  root.className = "figure-root";
  root.innerHTML = `<div class="figure-body"><div id="observablehq-center"><div id="observablehq-main" class="observablehq"></div></div></div>`;
  root.querySelector("#observablehq-main")!.append(...main.childNodes);
  const room = document.createElement("div");
  room.className = "figure-room";
  room.append(root);
  wholeLinks(room, base);
  new MutationObserver(() => wholeLinks(room, base)).observe(room, {subtree: true, childList: true});
  return room;
}

/** Links and images say where they are from the site's root, and links open beside the page, as in a frame. */
function wholeLinks(top: Element, base: URL): void {
  for (const attribute of ["href", "src"])
    for (const element of top.querySelectorAll(`:is(a, img)[${attribute}]`)) {
      const path = element.getAttribute(attribute)!;
      if (path.startsWith("#") || URL.canParse(path)) continue;
      element.setAttribute(attribute, new URL(path, base).href);
      if (element.localName === "a") element.setAttribute("target", "_blank");
    }
}
