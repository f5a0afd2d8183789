import {isNotebookKept} from "../notebook/document/notebookKey.js";
import {loadEdits} from "../notebook/edits/edits.js";
import {editsOff} from "../notebook/edits/editsOff.js";
import {type DrawnPlace, drawnPlaces} from "./drawn.js";
import type {PageCells} from "./startCells.js";
import {tellLost, untellLost} from "./tellLost.js";
import {rememberTouches, type Touches} from "./touches.js";
import {whenNear} from "./whenNear.js";
import {whenReaderIsThere} from "./whenReaderIsThere.js";

/**
 * Brings a page to life by *load*, which loads its cells and starts those that the build has not drawn, when something that
 * lives is near the window of a reader who is there, or is touched; what plays by itself waits for nobody. Each place that
 * the build has drawn follows when it is near or touched itself; all do when the page's address or what is kept of an
 * earlier visit asks for more than was built, or at the event "wake". Until then, and if the code or a file that it reads
 * cannot be loaded, the page stays the document that was built.
 */
export function wakeWhenNear(load: () => Promise<PageCells>): void {
  const places = drawnPlaces(document.body);
  const cells = [...document.querySelectorAll("editable-cell:not([data-added])")];
  const touched = new Set<DrawnPlace>();
  let waking: Promise<PageCells> | undefined;

  const wake = () => (waking ??= load().then(awake));
  const touches = rememberTouches(places, (place) => {
    touched.add(place);
    wake().then(
      ({start, askAgain}) => {
        start(place.root);
        askAgain();
      },
      () => {
        waking = undefined; // the next touch tries again; what a browser has kept as failed needs a reload
        tellAt(place);
      }
    );
  });
  const {dataset} = document.documentElement;
  const isKept = !editsOff() && isNotebookKept(location.pathname);
  if (isKept) dataset.kept = ""; // what is drawn is not the reader's own (style/cells.css)
  const quietly = (act: (cells: PageCells) => void = () => {}) =>
    void wake().then(act, () => {
      waking = undefined;
      delete dataset.kept;
    });
  const wakeAll = () => quietly(({startAll}) => startAll());
  const observer = whenNear(() => (isKept ? wakeAll() : quietly()));
  const living = places.filter(({live}) => live);
  for (const {root} of living.filter(playsByItself)) observer.observe(root.parentElement!);
  const lookAround = () => {
    for (const {root} of living) observer.observe(root.parentElement!);
    for (const cell of cells) observer.observe(cell);
  };
  if (isKept) lookAround();
  else whenReaderIsThere(lookAround);
  for (const cell of cells) {
    cell.addEventListener("pointerover", () => quietly(), {once: true});
    cell.addEventListener("click", (event) => {
      if (customElements.get("editable-cell")) return;
      wake().then(
        () => pressAgain(event as MouseEvent, cell),
        () => {
          waking = undefined; // the next press tries again
          tellLost(cell);
        }
      );
    });
  }
  document.addEventListener("pointerover", ({target}) => {
    if (target instanceof Element && target.closest("[data-symbol]")) quietly();
  });
  // What still is as drawn may wait for the file: who has touched it is told, and the next touch asks again.
  document.addEventListener("missing", () => [...touched].filter(isDrawn).forEach(tellAt));
  addEventListener("wake", wakeAll);
  addEventListener("hashchange", () => asksForMore() && wakeAll());
  if (asksForMore() || (places.length === 0 && cells.length === 0)) wakeAll();

  function awake(pageCells: PageCells): PageCells {
    cells.forEach(untellLost); // where something is drawn, its own files may still be missing
    observer.disconnect();
    handOver(places, {touches, cells: pageCells});
    addEventListener("online", pageCells.askAgain);
    return pageCells;
  }
}

function tellAt({root}: DrawnPlace): void {
  if (root.parentElement) tellLost(root.parentElement);
}

/** Whether what is drawn moves without being asked to, once it lives. */
function playsByItself({nodes}: DrawnPlace): boolean {
  const mark = "[data-plays]";
  return nodes.some((node) => node instanceof Element && (node.matches(mark) || node.querySelector(mark)));
}

/** Whether what the build has drawn is still there: its cell has shown nothing yet. */
function isDrawn({nodes}: DrawnPlace): boolean {
  return nodes.some(({isConnected}) => isConnected);
}

/** Starts the cell of each place when it is near; each place is handed over when its cell has shown something. */
function handOver(
  places: readonly DrawnPlace[],
  {touches, cells}: {touches: Touches; cells: PageCells}
): void {
  const waiting = new Set(places);
  const shown = new Map(places.map(({root}) => [root, shownAncestor(root)]));
  const observer = whenNear((near) => {
    for (const [root, element] of shown) if (near.includes(element)) cells.start(root);
    for (const element of near) observer.unobserve(element);
  });
  for (const element of shown.values()) observer.observe(element);
  const follow = () => {
    for (const place of waiting) {
      if (isDrawn(place)) continue;
      waiting.delete(place);
      if (place.root.parentElement) untellLost(place.root.parentElement); // its files have come
      touches.repeat(place);
    }
    if (waiting.size > 0) return;
    document.documentElement.dataset.awake = "";
    observer.disconnect();
    changes.disconnect();
    touches.end();
  };
  const changes = new MutationObserver(follow);
  changes.observe(document.body, {childList: true, subtree: true});
  follow();
}

/** The nearest element around a place that has a box: what is folded away has none. */
function shownAncestor({parentElement}: Comment): Element {
  let element = parentElement!;
  while (element.getClientRects().length === 0 && element.parentElement) element = element.parentElement;
  return element;
}

const pressed = new WeakSet<Element>();

/** A cell of code that was pressed before it could be edited opens when it can, however often it was pressed. */
async function pressAgain(event: MouseEvent, cell: Element): Promise<void> {
  if (pressed.has(cell)) return;
  pressed.add(cell);
  await customElements.whenDefined("editable-cell");
  const target = event.target as Node;
  (cell.contains(target) ? target : cell).dispatchEvent(new MouseEvent("click", event));
}

/** Whether the address has settings or edits, or edits are kept for this page. */
function asksForMore(): boolean {
  return Boolean(location.search) || location.hash.includes("=") || loadEdits(location.pathname).length > 0;
}
