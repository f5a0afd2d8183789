/** Something that is wrong on a page. */
export interface Finding {
  /** The page, from the site's root. */
  page: string;
  /** How it was looked at, such as `390 px` or `dark, awake`. */
  view: string;
  /** The element, or what else is at fault. */
  element: string;
  /** The rule that it breaks, and by how much. */
  rule: string;
}

/** Returns a line for each of *findings*; those that differ only in how the page was looked at share one. */
export function findingLines(findings: readonly Finding[]): string[] {
  const views = new Map<string, string[]>();
  for (const {page, view, element, rule} of findings) {
    const key = `/${page}\t${element}: ${rule}`;
    const known = views.get(key) ?? [];
    if (!known.includes(view)) known.push(view);
    views.set(key, known);
  }
  return [...views].map(([key, known]) => key.replace("\t", ` (${known.join("; ")}) `));
}
