import {max, mean, min} from "d3-array";

/** Returns the mean of some *percents* and, where they differ, the least and the greatest, for a sentence: `3 % (2 to 5)`. */
export function spreadText(percents: readonly number[]): string {
  const [middle, low, high] = [mean(percents)!, min(percents)!, max(percents)!].map(percentText);
  return low === high ? `${middle}\u00a0%` : `${middle}\u00a0% (${low} to ${high})`;
}

/** Below 10, a tenth of a percent tells. */
function percentText(percent: number): string {
  return percent < 9.95 ? String(Number(percent.toFixed(1))) : percent.toFixed(0);
}
