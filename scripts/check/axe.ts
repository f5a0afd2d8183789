import axe from "axe-core";
import type {Frame, Page} from "playwright-core";
import type {Finding} from "./finding.js";
import {inPage} from "./inPage.js";
import {openDetails} from "./openDetails.js";
import {type SiteView, withPage} from "./openPage.js";
import {wakePage} from "./pageRest.js";

/** The rules of WCAG 2.2, levels A and AA. */
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The rules that depend on colours: with another colour scheme, only they can find something else. */
export const rulesOfColors = ["color-contrast", "link-in-text-block"];

const schemes = ["light", "dark"] as const;

/** Returns what axe finds on a page, in both colour schemes, with all details open. */
export async function axeFindings(
  site: SiteView,
  path: string,
  {states = ["asleep", "awake"]}: {states?: readonly ("asleep" | "awake")[]} = {}
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const state of states)
    await withPage(site, path, {asleep: state === "asleep"}, async (page, rest) => {
      if (state === "awake") await wakePage(page);
      await openDetails(page);
      await rest();
      for (const [i, colorScheme] of schemes.entries()) {
        await page.emulateMedia({colorScheme});
        await rest();
        const found = await axeOn(page, i === 0 ? undefined : rulesOfColors);
        findings.push(...found.map((fault) => ({page: path, view: `${colorScheme}, ${state}`, ...fault})));
      }
    });
  return findings;
}

/** Returns what axe finds on a page as it stands: by all rules, or only by *rules*. */
export async function axeOn(
  page: Page | Frame,
  rules?: string[]
): Promise<Pick<Finding, "element" | "rule">[]> {
  await page.evaluate(axe.source);
  const runOnly = rules ? {type: "rule", values: rules} : {type: "tag", values: tags};
  const violations = await inPage(
    page,
    async (runOnly) => {
      const {axe} = window as unknown as {axe: {run(context: Node, options: object): Promise<AxeResults>}};
      return (await axe.run(document, {runOnly, resultTypes: ["violations"]})).violations;
    },
    runOnly
  );
  return violations.flatMap(({id, nodes}) =>
    nodes.map(({target, failureSummary}) => ({
      element: target.join(" "),
      rule: `${id}: ${failureSummary.replace(/\s+/g, " ").slice(0, 240)}`
    }))
  );
}

/** What is used of what axe returns. */
interface AxeResults {
  violations: {id: string; nodes: {target: string[]; failureSummary: string}[]}[];
}
