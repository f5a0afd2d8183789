import type {Locator, Page} from "playwright-core";
import {patienceMs, until} from "./reader.js";

/** The figure of the first chapter, which trains, as a reader sees and presses it. */
export interface Figure {
  press(name: string): Promise<void>;
  /** What the figure says of how far it is. */
  status(): Promise<string>;
  /** What it says went wrong. */
  notes(): Promise<string[]>;
  /** Where it trains. */
  place(): Promise<string>;
  /** Waits until the status matches, and returns it. */
  reaches(pattern: RegExp): Promise<string>;
  /** Waits until the runs have ended, or could not begin. */
  ends(): Promise<string>;
  /** The offer to go on with runs that were kept; undefined if there is none. */
  offer(): Promise<Locator | undefined>;
}

/** The address of the figure, with networks so small that a step takes about a millisecond. */
export function figureAddress({nets = 2, steps = 8, ...more}: Record<string, string | number> = {}): string {
  const names = ["cifar-plain-8", "cifar-resnet-8"].slice(0, Number(nets)).join(",");
  const settings = {nets: names, width: 1, batch: 4, evaluate: 4, evaluationImages: 8, steps, ...more};
  return `degradation?${new URLSearchParams(Object.entries(settings).map(([key, value]) => [key, String(value)]))}`;
}

/** Returns the figure of an open *page*. */
export function figureOn(page: Page): Figure {
  const panel = page.locator(".training-panel");
  const status = async () => (await panel.locator("p.status").first().textContent()) ?? "";
  const reaches = (pattern: RegExp) =>
    until(`status ${pattern}`, async () => {
      const text = await status();
      return pattern.test(text) && text;
    });
  return {
    press: (name) => panel.getByRole("button", {name, exact: true}).click({timeout: patienceMs}),
    status,
    notes: async () => (await panel.locator("[role=alert]:visible > *").allTextContents()).filter(Boolean),
    place: async () => (await panel.locator(".place").textContent()) ?? "",
    reaches,
    ends: () => reaches(/^Ended at|^Stopped by an error/),
    async offer() {
      const offer = panel.locator(".offer:visible");
      return (await offer.count()) > 0 ? offer : undefined;
    }
  };
}

/** Returns the step that a status or an offer names, the least of several; not a number if it names none. */
export const stepIn = (text: string): number => Number(/step (\d+)/i.exec(text)?.[1]);
