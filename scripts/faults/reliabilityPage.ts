import {markdownTable} from "../markdownTable.js";
import type {CampaignResult} from "./campaign.js";

/** The page that says what was tried, and what came of it. */
export const reliabilityPage = "docs/reliability.md";

const [begin, end] = ["<!-- made by npm run check:faults -->", "<!-- end -->"];

/** Returns the *page* with the table of *results* in the place of the one that it has. */
export function withTable(page: string, results: readonly CampaignResult[], seed: number): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`missing place for the table in ${reliabilityPage}`);
  const rows = results.map(({name, tries, taken, refused, broken}) =>
    [name, tries, taken, refused, broken.length].map(String)
  );
  const table = markdownTable(["campaign", "tries", "taken", "refused in words", "broken"], rows);
  return `${page.slice(0, from)}${begin}\n\nSeed ${seed}.\n\n${table}\n\n${page.slice(to)}`;
}
