import type {Finding} from "./finding.js";
import {inPage} from "./inPage.js";
import {looksFindings} from "./looks.js";
import {type SiteView, withPage} from "./openPage.js";

/** A figure is no smaller than this, in pixels. */
const leastSize = 60;

/** Returns what is wrong on a page whose scripts are off: figures that are not there, and what sticks out. */
export async function withoutScriptsFindings(
  site: SiteView,
  path: string,
  {widths = [390, 1280]}: {widths?: readonly number[]} = {}
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const width of widths) {
    const options = {viewport: {width, height: 844}, javaScriptEnabled: false};
    await withPage(site, path, options, async (page) => {
      const absent = await inPage(
        page,
        (leastSize) =>
          [...document.querySelectorAll("figure")].flatMap((figure, i) => {
            const box = figure.getBoundingClientRect();
            const shows = figure.querySelector("svg, table, canvas, img, editable-cell, ol, button, input");
            return shows && Math.min(box.width, box.height) >= leastSize
              ? []
              : [
                  {
                    element: `figure ${i + 1}`,
                    rule: `absent: ${Math.round(box.width)}×${Math.round(box.height)} px`
                  }
                ];
          }),
        leastSize
      );
      const found = [...absent, ...(await looksFindings(page))];
      findings.push(...found.map((fault) => ({page: path, view: `no scripts, ${width} px`, ...fault})));
    });
  }
  return findings;
}
