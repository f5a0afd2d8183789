import {afterFrame} from "./afterFrame.js";

/** How long pieces may be laid out together before the reader is heard. */
const sliceMs = 8;

/**
 * Lays out what the style sheet leaves for later, what is below the first screen (layout.css): from the top, a few pieces a
 * frame, so that the first screen is painted, and its reader heard, before. All of it comes at once where a browser goes
 * to a place on the page, which it finds by the height of what is above it. Resolves when the whole page is laid out.
 */
export async function layOutLater(pause: () => Promise<unknown> = afterFrame): Promise<void> {
  const {dataset} = document.documentElement;
  const pieces = [...(document.querySelector("main")?.children ?? [])] as HTMLElement[];
  if (!goesToPlace()) {
    await whenLoaded();
    for (let next = 0; next < pieces.length;) {
      await pause();
      for (
        const start = performance.now();
        next < pieces.length && performance.now() - start < sliceMs;
        ++next
      ) {
        const piece = pieces[next];
        piece.style.contentVisibility = "visible";
        piece.getBoundingClientRect();
      }
    }
  }
  dataset.laidOut = "";
  for (const piece of pieces) piece.style.removeProperty("content-visibility");
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
