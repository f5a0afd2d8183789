import {existsSync} from "node:fs";
import {join} from "node:path";
import type {Browser, Page} from "playwright-core";
import {fourNetworks} from "../../components/experiment/fourNetworks.js";
import {launchBrowser} from "../browser.js";
import {inPage} from "../check/inPage.js";
import {pageRest, wakePage} from "../check/pageRest.js";
import {serveSite, type StaticServer} from "../staticServer.js";
import {median} from "./median.js";
import {type PageReading, type PageTimes, pageTimes, readStatus} from "./pageTimes.js";

/** A built site, and the settings of its figure. */
export interface TimedSite {
  /** Its folder. */
  root: string;
  /** As in a link. */
  query: string;
}

/** Options of benchPage. */
export interface PageBenchOptions {
  /** What is timed in turns. */
  sites: readonly TimedSite[];
  rounds: number;
  tell(message: string): void;
}

/** Presses Retrain on the page "Deeper, and worse" of each site, in turns, and returns the median times of each. */
export async function benchPage({sites, rounds, tell}: PageBenchOptions): Promise<PageTimes[]> {
  const servers = await Promise.all(
    sites.map(({root}) => serveSite({root, isolated: asksForIsolation(root)}))
  );
  const times = sites.map((): PageTimes[] => []);
  try {
    for (let round = 0; round < rounds; round++) {
      for (const [i, server] of servers.entries()) {
        const {root, query} = sites[i];
        const found = await timeSite(server, query);
        tell(`round ${round + 1} of ${rounds}, ${root}?${query}: ${pageLine(found)}`);
        times[i].push(found);
      }
    }
  } finally {
    await Promise.all(servers.map(({close}) => close()));
  }
  return times.map(medians);
}

/** Whether a build tells its hosts to isolate its pages. Version 0.1.0 does not, and cannot train on isolated ones. */
function asksForIsolation(root: string): boolean {
  return existsSync(join(root, "_headers"));
}

/** Returns *times* as a line of text. */
export function pageLine({firstPointMs, degradationMs, endMs}: PageTimes): string {
  return `first point ${seconds(firstPointMs)}, degradation ${seconds(degradationMs)}, end ${seconds(endMs)}`;
}

function seconds(ms: number | undefined): string {
  return ms === undefined || Number.isNaN(ms) ? "not seen" : `${(ms / 1000).toFixed(2)} s`;
}

/** Returns how often *times* fit into those of *other*, as a line of text. */
export function pageRatios(times: PageTimes, other: PageTimes): string {
  const ratio = (name: keyof PageTimes) => {
    const found = (other[name] ?? NaN) / (times[name] ?? NaN);
    return Number.isNaN(found) ? "not seen" : `×${found.toFixed(2)}`;
  };
  return `first point ${ratio("firstPointMs")}, degradation ${ratio("degradationMs")}, end ${ratio("endMs")}`;
}

/** The median of each time; not seen if it was not in some round. */
function medians(times: readonly PageTimes[]): PageTimes {
  const of = (name: keyof PageTimes) => median(times.map((one) => one[name] ?? NaN));
  return {firstPointMs: of("firstPointMs"), degradationMs: of("degradationMs"), endMs: of("endMs")};
}

/** Opens the page in a browser of its own, so that nothing is left of an earlier round. */
async function timeSite({url}: StaticServer, query: string): Promise<PageTimes> {
  const browser: Browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const rest = pageRest(page);
    await page.goto(new URL(`degradation?${query}`, url).href);
    await wakePage(page);
    await rest();
    const readings = await press(page);
    return pageTimes(readings.map(({ms, status, errors}) => ({ms, errors, ...readStatus(status)})));
  } finally {
    await browser.close();
  }
}

/** What the figure says, with its line of status as it stands there. */
type Pressed = Pick<PageReading, "ms" | "errors"> & {status: string};

/** Presses Retrain, and returns what the figure said whenever it said something new, until the training ended. */
function press(page: Page): Promise<Pressed[]> {
  return inPage<Promise<Pressed[]>, readonly string[]>(
    page,
    (names) =>
      new Promise((resolve) => {
        const figure = document.querySelector(".run")!;
        const button = [...figure.querySelectorAll("button")].find(
          ({textContent}) => textContent === "Retrain"
        )!;
        const readings: {ms: number; status: string; errors: number[]}[] = [];
        let before = "";
        const read = () => {
          const status = figure.querySelector("p.status")!.textContent;
          const rows = [...figure.querySelectorAll(".run-legend tbody tr")].slice(0, names.length);
          const errors = rows.map((row) => parseFloat(row.querySelector(".number")!.textContent));
          if (before === (before = status + errors.join())) return;
          readings.push({ms: performance.now() - begin, status, errors});
          if (!status.startsWith("Ended")) return;
          observer.disconnect();
          setTimeout(() => resolve(readings)); // the table is drawn after the line of status
        };
        const observer = new MutationObserver(read);
        observer.observe(figure, {subtree: true, childList: true, characterData: true});
        const begin = performance.now();
        button.click();
      }),
    fourNetworks
  );
}
