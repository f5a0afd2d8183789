import {readFileSync} from "node:fs";
import {join, resolve} from "node:path";
import {pathToFileURL} from "node:url";
import type {DOMWindow} from "jsdom";

/** What a page is given to be drawn with, where Node has no browser. */
export interface BrowserGlobals {
  /** The room that figures which fit themselves to their place have, in pixels; in a panel it is less by its frame. */
  width: number;
  /** The folder of the built site, whose files `fetch` reads. */
  root: string;
}

/** What happened while a page was drawn. */
export interface Drawing {
  /** Whether a figure asked how much room it has. */
  fitted: boolean;
}

/**
 * Makes *window* that of this process, so that modules written for a page run. One page a process: Framework's client is
 * one of a kind. Returns what is noted meanwhile.
 */
export function becomeBrowser(window: DOMWindow, {width, root}: BrowserGlobals): Drawing {
  const drawing: Drawing = {fitted: false};
  const give = (name: string, value: unknown) =>
    Object.defineProperty(globalThis, name, {value, configurable: true, writable: true});

  for (const name of Object.getOwnPropertyNames(window))
    if (/^[A-Z]/.test(name) && !(name in globalThis)) give(name, window[name]);
  for (const name of values) give(name, window[name]);
  for (const name of functions) give(name, (window[name] as () => unknown).bind(window));
  for (const name of ofItsOwn) give(name, window[name]); // jsdom's listeners take no others
  give("window", window);
  give("customElements", {define() {}, get() {}}); // a cell becomes editable in the reader's browser, not here
  give("matchMedia", (media: string) => ({
    media,
    matches: false,
    addEventListener() {},
    removeEventListener() {}
  }));
  give("Worker", Silent);
  give("IntersectionObserver", Silent);
  give(
    "ResizeObserver",
    class extends Silent {
      constructor(private readonly tell: (entries: {target: Element; contentRect: object}[]) => void) {
        super();
      }
      override observe(target: Element) {
        drawing.fitted = true;
        setTimeout(() => {
          const room = width - (target.closest(".run") ? frameOf(width) : 0);
          // what stands beside something else has less: as much as it says
          const beside = Number((target as HTMLElement).dataset.beside ?? room);
          this.tell([{target, contentRect: {width: Math.min(room, beside), height: 0}}]);
        });
      }
    }
  );
  giveModules(give, root);
  give("fetch", async (url: URL | string) => new Response(readFileSync(join(root, new URL(url).pathname))));
  return drawing;
}

/** Node imports no blob: a cell's code becomes a data: URL, and what it imports of the site are files. */
function giveModules(give: (name: string, value: unknown) => void, root: string): void {
  class Text extends Blob {
    constructor(readonly parts: string[] = []) {
      super(parts);
    }
  }
  give("Blob", Text);
  const files = `${pathToFileURL(resolve(root)).href}/`;
  URL.createObjectURL = (text) => {
    const code = (text as Text).parts.join("").replaceAll(`${location.origin}/`, files);
    return `data:text/javascript,${encodeURIComponent(code)}`;
  };
  URL.revokeObjectURL = () => {};
}

/** Padding and borders of a panel, in pixels; style/controls.css gives them, and style/run.css those of a phone. */
function frameOf(width: number): number {
  return width <= 640 ? 26 : 42;
}

/** Stands for what does nothing while a page is drawn: what it observes does not change, and what it asks is not answered. */
class Silent {
  observe(_target: Element) {}
  unobserve() {}
  disconnect() {}
  postMessage() {}
  addEventListener() {}
  removeEventListener() {}
  terminate() {}
}

const values = ["document", "location", "history", "localStorage", "sessionStorage", "navigator"];
const functions = [
  "addEventListener",
  "removeEventListener",
  "dispatchEvent",
  "requestAnimationFrame",
  "cancelAnimationFrame",
  "getComputedStyle"
];
const ofItsOwn = ["AbortController", "AbortSignal", "Event", "EventTarget", "CustomEvent", "MessageEvent"];
