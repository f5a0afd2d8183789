import type {Page} from "playwright-core";

/** The most that a page may move while it is read. */
export const mostShift = 0.01;

/** Makes a page note how far it moves, from its first paint; called before it is loaded. */
export async function watchShift(page: Page): Promise<void> {
  await page.addInitScript(`
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      for (const {value, sources} of list.getEntries())
        shifts.push({value, nodes: sources.map(({node}) => (node?.outerHTML ?? node?.textContent ?? "").replace(/\\s+/g, " ").slice(0, 60))});
    }).observe({type: "layout-shift", buffered: true});
  `);
}

/** What has moved on a page: how far, and what. */
export interface Shift {
  sum: number;
  /** The beginnings of what moved furthest. */
  nodes: string[];
}

/** Returns how far a page has moved since it was loaded, whether or not it followed an input. */
export function shiftOf(page: Page): Promise<Shift> {
  return page.evaluate(`({
    sum: shifts.reduce((sum, {value}) => sum + value, 0),
    nodes: shifts.toSorted((a, b) => b.value - a.value)[0]?.nodes ?? []
  })`);
}
