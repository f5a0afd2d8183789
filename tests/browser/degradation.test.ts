import type {Browser} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {launchBrowser} from "../../scripts/browser.js";
import {type EmbedRun, lastMean, trainEmbedded} from "../../scripts/embedRun.js";
import {serveSite, type StaticServer} from "../../scripts/staticServer.js";

// The short form of `npm run check:degradation`: real training, on the processor, in the figure as readers have it.

let browser: Browser;
let site: StaticServer;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await serveSite({base: "/course/"});
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

test("56 plain layers train worse than 20, and worse than 56 residual ones; the page stays free", async () => {
  const nets = ["cifar-plain-20", "cifar-plain-56", "cifar-resnet-56"];
  const query = new URLSearchParams({
    nets: nets.join(),
    steps: "100",
    seed: "1",
    evaluate: "50",
    autoplay: "1"
  });
  const context = await browser.newContext();
  let traced = false;
  let [beganMs, tracedMs] = [0, 0];
  let longMs: number[] = [];
  const run: EmbedRun = await trainEmbedded(context, site.url, query, {
    timeoutMs: 280_000,
    onMessage({type}) {
      if (type !== "step" || traced) return; // from the first step on
      traced = true;
      beganMs = performance.now();
      void browser.startTracing(context.pages()[0], {
        categories: ["toplevel", "disabled-by-default-devtools.timeline"]
      });
    },
    beforeClose: async () => {
      tracedMs = performance.now() - beganMs;
      longMs = longTasksMs(await browser.stopTracing());
    }
  });
  await context.close();
  const [plain20, plain56, residual56] = nets.map((net) => 100 * lastMean(run, net));
  console.log(
    `training error: ${[plain20, plain56, residual56].map((error) => error.toFixed(1)).join(", ")} %`
  );
  console.log(`tasks over 50 ms on the page's thread: ${longMs.map(Math.round).join(", ") || "none"}`);
  expect(plain56 - plain20).toBeGreaterThan(10);
  expect(plain56 - residual56).toBeGreaterThan(10);
  // A machine that is short of everything makes each task longer, and the run as well: their share says what a page draws.
  expect(longMs.reduce((sum, ms) => sum + ms, 0) / tracedMs).toBeLessThan(0.1);
  expect(Math.max(0, ...longMs)).toBeLessThan(500);
});

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  args?: {name?: string};
  /** Microseconds that the thread was running, whatever else the processor did meanwhile. */
  tdur?: number;
}

/**
 * Returns the tasks of the page's thread over 50 ms, in milliseconds of the processor: training takes the processor up,
 * and time on the clock would measure what else the machine does.
 */
function longTasksMs(trace: Buffer): number[] {
  const {traceEvents} = JSON.parse(trace.toString()) as {traceEvents: TraceEvent[]};
  const threads = traceEvents
    .filter(({name, args}) => name === "thread_name" && args?.name === "CrRendererMain")
    .map(({pid, tid}) => `${pid} ${tid}`);
  const tasks = traceEvents.filter(
    ({name, pid, tid, tdur}) =>
      /RunTask/.test(name) && tdur !== undefined && threads.includes(`${pid} ${tid}`)
  );
  if (tasks.length === 0) throw new Error("the trace has no tasks of the page's thread");
  return tasks.map(({tdur}) => tdur! / 1000).filter((ms) => ms > 50);
}
