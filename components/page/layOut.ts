import {afterFrame} from "./afterFrame.js";

/** Pieces of a page that are laid out first; layout.css leaves those after them for later. */
const first = 12;

/** How long pieces may be laid out together before the reader is heard. */
const sliceMs = 8;

/**
 * Lays out what the style sheet leaves for later, what is below the first screen (layout.css): from the top, a few pieces a
 * frame, so that the first screen is painted, and its reader heard, before. All of it comes at once where a browser goes to
 * a place on the page, which it finds by the height of what is above it. Resolves when all is as if nothing had waited.
 */
export async function layOutLater(
  pause: () => Promise<unknown> = afterFrame,
  scrolled: () => Promise<unknown> = whenScrolled
): Promise<void> {
  const pieces = [...(document.querySelector("main")?.children ?? [])].slice(first) as HTMLElement[];
  if (!goesToPlace()) {
    await whenLoaded();
    for (let rest = pieces; rest.length > 0;) {
      await pause();
      rest = layOutSome(rest);
    }
  }
  document.documentElement.dataset.laidOut = "";
  for (const {style} of pieces) style.removeProperty("content-visibility");
  for (let held = pieces.filter(isHeld); held.length > 0; held = held.filter(isHeld)) {
    await scrolled();
    for (const piece of held) if (isBelow(piece)) piece.style.removeProperty("contain");
  }
}

/**
 * Lays out the first of *pieces*, and returns what is left when the time is over. Margins leave a piece then, and join
 * others: those of one that is in the window, or above it, are held, so that nothing moves.
 */
function layOutSome(pieces: readonly HTMLElement[]): HTMLElement[] {
  let next = 0;
  for (const began = performance.now(); next < pieces.length && performance.now() - began < sliceMs; ++next) {
    const piece = pieces[next];
    if (!isBelow(piece)) piece.style.contain = "layout";
    piece.style.contentVisibility = "visible";
  }
  return pieces.slice(next);
}

function isHeld({style}: HTMLElement): boolean {
  return style.contain !== "";
}

/** Whether all of an element is below the window. */
function isBelow(element: Element): boolean {
  return element.getBoundingClientRect().top >= innerHeight;
}

/** Whether the browser goes to a place on the page: one that the address names, or where the reader was before. */
function goesToPlace(): boolean {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return location.hash !== "" || navigation?.type !== "navigate";
}

function whenLoaded(): Promise<unknown> {
  if (document.readyState === "complete") return Promise.resolve();
  return new Promise((resolve) => addEventListener("load", resolve, {once: true}));
}

function whenScrolled(): Promise<unknown> {
  return new Promise((resolve) => addEventListener("scroll", resolve, {once: true, passive: true}));
}
