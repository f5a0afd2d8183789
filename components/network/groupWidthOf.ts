/**
 * Returns the `width_per_group` that gives bottlenecks of *planes* their *widths*, int(planes · w / 64) · groups in each stage. Of
 * several that do, the least; 0 if none does.
 */
export function groupWidthOf(
  widths: readonly number[],
  {planes, groups}: {planes: readonly number[]; groups: number}
): number {
  const ranges = widths.map((width, i) => {
    const inGroup = width / groups;
    return [(64 * inGroup) / planes[i], (64 * (inGroup + 1)) / planes[i]];
  });
  const least = Math.ceil(Math.max(...ranges.map(([from]) => from)));
  return ranges.every(([, below]) => least < below) ? least : 0;
}
