import lighthouse, {desktopConfig} from "lighthouse";
import type {Finding} from "./finding.js";

/** The categories of Lighthouse, and the least score of those that are asked for. */
const categories = {
  performance: 98,
  accessibility: 100,
  "best-practices": 0,
  seo: 0
};

export type Category = keyof typeof categories;
export type Scores = Record<Category, number>;

const forms = {mobile: undefined, desktop: desktopConfig};

export type Form = keyof typeof forms;

/** What Lighthouse says of a page: of several runs, the lowest. */
export interface PageScores extends Record<Form, Scores> {
  findings: Finding[];
}

/** Returns the scores of a page, and those that are less than **least**, in **runs** runs of Lighthouse on a phone and on a desk, by the browser at *port*. */
export async function scoresOf(
  {url, port}: {url: string; port: number},
  path: string,
  {runs = 3, least: leastScores = categories}: {runs?: number; least?: Partial<Scores>} = {}
): Promise<PageScores> {
  const findings: Finding[] = [];
  const lowest = async (form: Form): Promise<Scores> => {
    const scores = {performance: 100, accessibility: 100, "best-practices": 100, seo: 100};
    const faults = new Set<string>();
    for (let i = 0; i < runs; ++i) {
      const run = await runOf(new URL(path, url).href, {form, port});
      for (const name of Object.keys(scores) as Category[])
        scores[name] = Math.min(scores[name], run.scores[name]);
      for (const fault of run.faults) faults.add(fault);
    }
    for (const [name, least] of Object.entries(leastScores) as [Category, number][])
      if (scores[name] < least)
        findings.push({
          ...{page: path, view: `Lighthouse, ${form}`, element: [...faults].join("; ") || "the page"},
          rule: `${name}: ${scores[name]}, of at least ${least}`
        });
    return scores;
  };
  return {mobile: await lowest("mobile"), desktop: await lowest("desktop"), findings};
}

/** Runs Lighthouse once: its scores, and the names of the audits of accessibility that failed. */
async function runOf(
  url: string,
  {form, port}: {form: Form; port: number}
): Promise<{scores: Scores; faults: string[]}> {
  const options = {port, logLevel: "error", onlyCategories: Object.keys(categories)} as const;
  const look = async () =>
    (await lighthouse(url, {...options, onlyCategories: [...options.onlyCategories]}, forms[form]))?.lhr;
  let lhr = await look();
  if (lhr?.runtimeError) lhr = await look(); // now and then it misses the beginning of a page
  if (!lhr) throw new Error(`Lighthouse says nothing of ${url}`);
  if (lhr.runtimeError) throw new Error(`Lighthouse fails at ${url}: ${lhr.runtimeError.message}`);
  const scores = Object.fromEntries(
    Object.keys(categories).map((name) => [name, Math.round(100 * (lhr.categories[name].score ?? 0))])
  ) as Scores;
  const faults = lhr.categories.accessibility.auditRefs
    .filter(({id, weight}) => weight > 0 && lhr.audits[id].score === 0)
    .map(({id}) => id);
  return {scores, faults};
}
