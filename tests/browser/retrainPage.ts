import {readFile} from "node:fs/promises";
import type {Locator, Page} from "playwright-core";
import {expect} from "vitest";
import type {OpenOptions, OpenPage, OpenSite} from "./site.js";

/** Networks so small that a step takes about a millisecond. */
const tiny = {
  nets: "cifar-plain-8,cifar-resnet-8",
  width: "4",
  batch: "8",
  steps: "12",
  evaluate: "4",
  evaluationImages: "16"
};

/** A run that is still under way after all that a test does to it, also on a fast machine. */
export const lasting = {steps: "3000", batch: "64", width: "8"};

/** A line of the CSV file. */
export interface CsvRow {
  run: string;
  network: string;
  split: string;
  step: number;
  error: number;
}

/** The page "Deeper, and worse", as a reader uses it. */
export interface RetrainPage extends OpenPage {
  status: Locator;
  /** The alert of the figure: what went wrong with the runs. */
  notes: Locator;
  button(name: string): Locator;
  /** Presses a button. */
  press(name: string): Promise<void>;
  /** Waits until the status line matches. */
  reaches(pattern: RegExp): Promise<void>;
  /** Waits until each network has taken a step: on a busy machine one may be five ahead of another that has taken none. */
  learns(): Promise<void>;
  /** Downloads a file by the button of this name. */
  file(name: "CSV" | "SVG" | "PNG" | "Runs (JSON)"): Promise<Buffer>;
  /** The rows of the CSV file. */
  rows(): Promise<CsvRow[]>;
  /** The steps that each network has taken. */
  steps(): Promise<Record<string, number>>;
}

/** Opens the page with tiny networks; *query* changes what they are. */
export async function openRetrainPage(
  site: OpenSite,
  query: Record<string, string> = {},
  options?: OpenOptions
): Promise<RetrainPage> {
  const opened = await site.open(`degradation?${new URLSearchParams({...tiny, ...query})}`, options);
  return retrainPage(opened);
}

function retrainPage(opened: OpenPage): RetrainPage {
  const {page} = opened;
  const run = page.locator(".training-panel");
  const status = run.locator("p.status").first();
  const button = (name: string) => run.getByRole("button", {name, exact: true});
  const reaches = async (pattern: RegExp) => {
    await expect.poll(() => status.textContent(), {timeout: 120_000, interval: 100}).toMatch(pattern);
  };
  const file = (name: string) => downloaded(page, button(name));
  const rows = async () => csvRows((await file("CSV")).toString());
  return {
    ...opened,
    status,
    notes: run.locator("[role=alert][id^=notes-]"),
    button,
    press: (name) => button(name).click(),
    reaches,
    learns: () => reaches(/step [1-9]\d*( to \d+)? of/i),
    file,
    rows,
    async steps() {
      const taken: Record<string, number> = {};
      for (const {run, network, split, step} of await rows())
        if (run === "this run" && split === "training") taken[network] = Math.max(taken[network] ?? 0, step);
      return taken;
    }
  };
}

async function downloaded(page: Page, button: Locator): Promise<Buffer> {
  const place = page.locator(".training-panel details", {
    has: page.locator("summary", {hasText: "Download"})
  });
  await place.evaluate((details: HTMLDetailsElement) => (details.open = true));
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  await place.evaluate((details: HTMLDetailsElement) => (details.open = false)); // it lies over what is beside the chart
  return readFile(await download.path());
}

function csvRows(text: string): CsvRow[] {
  const [header, ...lines] = text.trimEnd().split("\n");
  expect(header).toBe("run,network,split,step,error");
  return lines.map((line) => {
    const [run, network, split, step, error] = line.match(/"(?:[^"]|"")*"|[^,]+/g)!;
    return {run: run.replaceAll('"', ""), network, split, step: Number(step), error: Number(error)};
  });
}
