import {loadNotebook} from "../notebook/document/notebookStore.js";
import {loadEdits} from "../notebook/edits/edits.js";
import {editsOff} from "../notebook/edits/editsOff.js";
import {type DrawnPlace, drawnPlaces} from "./drawn.js";
import {rememberTouches} from "./touches.js";

/** How near the window something that lives must be for the page to come alive, as a share of the window's height. */
const nearness = "50%";

/**
 * Brings a page to life by *load*, which loads and starts its cells, when something that lives is near the window or is
 * touched, or when the page's address or what is kept of an earlier visit asks for more than was built. Until then, and if
 * it cannot be loaded, the page stays the document that was built.
 */
export function wakeWhenNear(load: () => Promise<unknown>): void {
  const places = drawnPlaces(document.body);
  const cells = [...document.querySelectorAll("editable-cell:not([data-added])")];
  let waking: Promise<void> | undefined;

  const wake = () => (waking ??= load().then(awake));
  const touches = rememberTouches(places, (place) => {
    wake().catch(() => {
      waking = undefined; // the next touch tries again
      tellOfFailure(place);
    });
  });
  const {dataset} = document.documentElement;
  if (!editsOff() && loadNotebook(location.pathname)) dataset.kept = ""; // what is drawn is not the reader's own (style/cells.css)
  const quietly = () =>
    wake().catch(() => {
      waking = undefined;
      delete dataset.kept;
    });
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({isIntersecting}) => isIntersecting)) return;
      observer.disconnect();
      void quietly();
    },
    {rootMargin: nearness}
  );
  for (const {root, live} of places) if (live) observer.observe(root.parentElement!);
  for (const cell of cells) {
    observer.observe(cell);
    cell.addEventListener("pointerover", quietly, {once: true});
    cell.addEventListener("click", pressAgain, {once: true});
  }
  document.addEventListener("pointerover", ({target}) => {
    if (target instanceof Element && target.closest("[data-symbol]")) void quietly();
  });
  addEventListener("wake", quietly); // for whoever drives the page by a script
  addEventListener("hashchange", () => asksForMore() && void quietly());
  if (asksForMore() || (places.length === 0 && cells.length === 0)) void quietly();

  /** Each place is handed over when its cell has shown something. */
  function awake(): void {
    observer.disconnect();
    const waiting = new Set(places);
    const follow = () => {
      for (const place of waiting) {
        if (place.nodes.some(({isConnected}) => isConnected)) continue;
        waiting.delete(place);
        touches.repeat(place);
      }
      if (waiting.size > 0) return;
      document.documentElement.dataset.awake = "";
      changes.disconnect();
      touches.end();
    };
    const changes = new MutationObserver(follow);
    changes.observe(document.body, {childList: true, subtree: true});
    follow();
  }
}

/** A cell of code that was pressed before it could be edited opens when it can. */
async function pressAgain(event: Event): Promise<void> {
  if (customElements.get("editable-cell")) return;
  await customElements.whenDefined("editable-cell");
  event.target!.dispatchEvent(new MouseEvent("click", event as MouseEvent));
}

/** Whether the address has settings or edits, or edits are kept for this page. */
function asksForMore(): boolean {
  return Boolean(location.search) || location.hash.includes("=") || loadEdits(location.pathname).length > 0;
}

function tellOfFailure({root}: DrawnPlace): void {
  const {parentElement} = root;
  if (!parentElement || parentElement.querySelector(":scope > .wake-fault")) return;
  const note = document.createElement("p");
  note.className = "wake-fault";
  note.setAttribute("role", "alert");
  note.textContent =
    "What this needs could not be loaded: the connection is gone, or the site has changed. Reload the page to try again.";
  parentElement.append(note);
}
