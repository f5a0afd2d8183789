import type {Locator} from "playwright-core";
import {expect} from "vitest";
import type {OpenPage, OpenSite} from "./site.js";

/** A laboratory on its page. */
export interface OpenLab extends OpenPage {
  lab: Locator;
  /** Presses Train, and waits until every network has taken so many *steps*; Stop ends the training. */
  train(steps: number): Promise<void>;
}

/** How long a training or a measurement may take. */
export const trainingMs = 150_000;

/** Opens the laboratory called *label* on the page at *path*. */
export async function openLab(site: OpenSite, path: string, label: string): Promise<OpenLab> {
  const opened = await site.open(path);
  const lab = opened.page.getByRole("group", {name: label, exact: true});
  return {
    ...opened,
    lab,
    async train(steps) {
      await lab.getByRole("button", {name: "Train", exact: true}).click();
      const taken = async () =>
        Number(/[Ss]tep (\d+)/.exec(await lab.locator("p.status").last().innerText())?.[1]);
      await expect.poll(taken, {timeout: trainingMs, interval: 200}).toBeGreaterThanOrEqual(steps);
      const stop = lab.getByRole("button", {name: "Stop"});
      await stop.click();
      await expect.poll(() => stop.isDisabled(), {timeout: trainingMs}).toBe(true); // the end is drawn at once
      await expect.poll(() => lab.locator(".badge").innerText()).toBe("trained in this browser");
    }
  };
}

/** Returns the first and the last value of a network's line in a chart of layers, from what the chart says of itself. */
export async function endsOf(chart: Locator, net: string): Promise<[first: number, last: number]> {
  const text = (await chart.getAttribute("aria-description"))!;
  const found = new RegExp(`${net}: (.+?) in \\w+ \\d+, (.+?) in \\w+ \\d+`).exec(text);
  if (!found) throw new Error(`${net} is not in the chart: ${text}`);
  return [found[1], found[2]].map(numberOf) as [number, number];
}

/** `7.5 · 10⁻⁹` as a number. */
function numberOf(text: string): number {
  const [digits, power = ""] = text.split(" · 10");
  const exponent = [...power]
    .map((character) => ("⁰¹²³⁴⁵⁶⁷⁸⁹".includes(character) ? "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(character) : "-"))
    .join("");
  return Number(`${digits}e${exponent === "" ? 0 : exponent}`);
}

/** Returns training or test errors in percent, by the names in the first column. */
export async function errorsOf(
  lab: Locator,
  split: "training" | "test" = "training"
): Promise<Map<string, number>> {
  const rows = await lab.locator("table tbody tr").all();
  const pairs = rows.map(async (row): Promise<[string, number]> => {
    const name = (await row.locator("th").innerText()).trim();
    return [
      name,
      parseFloat(
        await row
          .locator("td")
          .nth(split === "training" ? 0 : 1)
          .innerText()
      )
    ];
  });
  return new Map(await Promise.all(pairs));
}
