import type {Finding} from "./finding.js";
import {mostShift, shiftOf, watchShift} from "./layoutShift.js";
import {leastTextAt, looksFindings} from "./looks.js";
import {openDetails} from "./openDetails.js";
import {type SiteView, withPage} from "./openPage.js";
import {scrollThrough} from "./scrollThrough.js";

/** The windows that pages are looked at in: a phone, laptops and a large screen. */
export const widths = [390, 1280, 1440, 1920];

/** What a walk through a page has found. */
export interface Crawl {
  findings: Finding[];
  /** How far the page moved, at each width. */
  shifts: number[];
}

/** Reads a page to its end in windows of each of *widths* until it is alive, and returns what is wrong there. */
export async function crawl(
  site: SiteView,
  path: string,
  {widths: own = widths}: {widths?: readonly number[]} = {}
): Promise<Crawl> {
  const findings: Finding[] = [];
  const shifts: number[] = [];
  for (const width of own) {
    const viewport = {width, height: width < 500 ? 844 : 900};
    await withPage(site, path, {viewport, before: watchShift}, async (page, rest) => {
      await scrollThrough(page, rest);
      const {sum, nodes} = await shiftOf(page);
      shifts.push(sum);
      await openDetails(page);
      await rest();
      const found = await looksFindings(page, {leastText: leastTextAt(width)});
      if (sum > mostShift)
        found.push({element: nodes.join(" | "), rule: `moves: ${sum.toFixed(3)}, of at most ${mostShift}`});
      findings.push(...found.map((fault) => ({page: path, view: `${width} px`, ...fault})));
    });
  }
  return {findings, shifts};
}
