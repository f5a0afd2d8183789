import {gzipSync} from "node:zlib";
import type {Response} from "playwright-core";
import type {Finding} from "./finding.js";
import {type SiteView, withPage} from "./openPage.js";
import {scrollThrough} from "./scrollThrough.js";

/** What a page may load. Sizes are of JavaScript, compressed, in kB. */
const most = {requestsBefore: 15, kBBefore: 20, filesAlive: 12, kBAlive: 200};

/** What a page loads. */
export interface Weight extends Record<keyof typeof most, number> {
  findings: Finding[];
}

/** Returns how much a page loads before it comes alive, and when all of it is alive. */
export async function weightOf(site: SiteView, path: string): Promise<Weight> {
  const before = await load(site, path, true);
  const alive = await load(site, path, false);
  const weight = {
    requestsBefore: before.requests,
    kBBefore: before.kB,
    filesAlive: alive.files,
    kBAlive: alive.kB
  };
  const findings = (Object.keys(most) as (keyof typeof most)[])
    .filter((name) => weight[name] > most[name])
    .map((name) => ({
      ...{page: path, view: "all", element: name},
      rule: `heavy: ${weight[name].toFixed(0)}, of at most ${most[name]}`
    }));
  return {...weight, findings};
}

async function load(site: SiteView, path: string, asleep: boolean) {
  const responses: Response[] = [];
  const options = {
    ...{asleep, viewport: {width: 390, height: 844}},
    before: (page: {on(type: "response", listen: (response: Response) => void): unknown}) =>
      void page.on("response", (response) => responses.push(response))
  };
  return withPage(site, path, options, async (page, rest) => {
    if (!asleep) await scrollThrough(page, rest);
    const scripts = responses.filter((response) => /\.js$/.test(new URL(response.url()).pathname));
    const sizes = await Promise.all(scripts.map(async (script) => gzipSync(await script.body()).length));
    return {
      requests: responses.length,
      files: scripts.length,
      kB: sizes.reduce((sum, size) => sum + size, 0) / 1000
    };
  });
}
