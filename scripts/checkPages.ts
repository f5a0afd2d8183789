import {parseArgs} from "node:util";
import {launchBrowser} from "./browser.js";
import {buildSite, isBuilt} from "./buildSite.js";
import {axeFindings} from "./check/axe.js";
import {builtPages} from "./check/builtPages.js";
import {crawl} from "./check/crawl.js";
import {earlyPress} from "./check/earlyPress.js";
import {type Finding, findingLines} from "./check/finding.js";
import {freePort} from "./check/freePort.js";
import {type Scores, scoresOf} from "./check/scores.js";
import {weightOf} from "./check/weight.js";
import {withoutScriptsFindings} from "./check/withoutScripts.js";
import {serveSite} from "./staticServer.js";

// Checks every page to read of the built site in a browser: what Lighthouse and axe say of it, what is cut or sticks out on screens
// from a phone's to a large one, how it is without scripts, what it loads, and whether an early press is lost. Prints a row
// a page and a line a finding, and exits with 1 if there is one. Takes minutes a page, most of them Lighthouse's.
//
//     npm run check:pages -- degradation paths --only axe,crawl --runs 1

/** What one check says of one page: some cells of its row, and what is wrong. */
interface Result {
  cells: Record<string, string | number>;
  findings: Finding[];
}

const root = "dist";
const names = ["axe", "crawl", "scripts", "weight", "press", "lighthouse"] as const;
const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    only: {type: "string", default: names.join(",")},
    runs: {type: "string", default: "3"},
    verbose: {type: "boolean"}
  }
});
const only = values.only.split(",");
const unknown = only.find((name) => !(names as readonly string[]).includes(name));
if (unknown) throw new Error(`invalid check: ${unknown}; there are ${names.join(", ")}`);
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1)
  throw new Error(`invalid runs: ${values.runs}; a whole number from 1`);

if (!isBuilt() && !(await buildSite(values))) process.exit(1);
const pages = builtPages(positionals, root);
const port = await freePort();
const {url, close} = await serveSite({root});
const browser = await launchBrowser({debuggingPort: port});
const site = {browser, url};
const rows: Record<string, Result["cells"]> = {};
const findings: Finding[] = [];
try {
  for (const page of pages) {
    rows[`/${page}`] = {};
    for (const name of names.filter((name) => only.includes(name))) {
      console.log(`/${page}: ${name} …`);
      const result = await check(name, page);
      Object.assign(rows[`/${page}`], result.cells);
      findings.push(...result.findings);
    }
  }
} finally {
  await browser.close();
  await close();
}
console.table(rows);
for (const line of findingLines(findings)) console.log(line);
console.log(`\n${pages.length} pages, ${findings.length} findings`);
if (findings.length > 0) process.exitCode = 1;

/** Runs one check of a page. */
async function check(name: (typeof names)[number], page: string): Promise<Result> {
  switch (name) {
    case "axe": {
      const findings = await axeFindings(site, page);
      return {cells: {axe: findings.length}, findings};
    }
    case "crawl": {
      const {findings, shifts} = await crawl(site, page);
      return {cells: {looks: findings.length, shift: Math.max(...shifts).toFixed(3)}, findings};
    }
    case "scripts": {
      const findings = await withoutScriptsFindings(site, page);
      return {cells: {"no scripts": findings.length}, findings};
    }
    case "weight": {
      const {requestsBefore, kBBefore, filesAlive, kBAlive, findings} = await weightOf(site, page);
      const before = `${requestsBefore} requests, ${kBBefore.toFixed(1)} kB`;
      return {cells: {asleep: before, awake: `${filesAlive} files, ${kBAlive.toFixed(0)} kB`}, findings};
    }
    case "press": {
      const {starts, findings} = await earlyPress(site, page);
      return {cells: {press: starts === null ? "–" : starts ? "starts" : "lost"}, findings};
    }
    case "lighthouse": {
      const {mobile, desktop, findings} = await scoresOf({url, port}, page, {runs});
      return {cells: {mobile: scoreText(mobile), desktop: scoreText(desktop)}, findings};
    }
  }
}

/** Performance, accessibility, best practices and SEO, in this order. */
function scoreText(scores: Scores): string {
  return [scores.performance, scores.accessibility, scores["best-practices"], scores.seo].join(" ");
}
