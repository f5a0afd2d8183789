import type {ResidualFacts} from "./residualFacts.js";

/**
 * Returns the `width_per_group` that gives bottlenecks their widths, int(planes · w / 64) · groups in each stage, where the
 * first stage has as many planes as the stem has channels. Of several that do, the least. 0 if none does.
 */
export function groupWidthOf({widths, stemWidth, cardinality}: ResidualFacts): number {
  const ranges = widths.map((width, i) => {
    const [inGroup, planes] = [width / cardinality, stemWidth * 2 ** i];
    return [(64 * inGroup) / planes, (64 * (inGroup + 1)) / planes];
  });
  const least = Math.ceil(Math.max(...ranges.map(([from]) => from)));
  return ranges.every(([, below]) => least < below) ? least : 0;
}
