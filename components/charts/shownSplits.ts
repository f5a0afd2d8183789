import type {Split} from "./scales.js";

/** Both errors, in the order in which they are named. */
export const bothSplits: readonly Split[] = ["training", "test"];

// The one thing that charts remember: a cell draws its chart anew four times a second while it trains, and a reader who
// looks at test error alone goes on doing so.
let shown = bothSplits;

/** Returns the errors that the charts of this page show: both, or the one that a reader has chosen. */
export function shownSplits(): readonly Split[] {
  return shown;
}

/** Shows *splits* in all error charts of the page, or *within* a part of it, and in those that are drawn later. */
export function showSplits(splits: readonly Split[], within: ParentNode = document): void {
  shown = splits;
  for (const chart of within.querySelectorAll(".error-chart")) chart.dispatchEvent(new Event("splits"));
}

/** Shows a split if it is hidden, else hides it; one of the two is always there. */
export function toggleSplit(split: Split, within?: ParentNode): void {
  const others = bothSplits.filter((other) => other !== split);
  showSplits(shown.includes(split) ? others : bothSplits, within);
}
