import {afterAll, beforeAll, expect, test} from "vitest";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

/** What a lecture's screen shows: its title, the size of its smallest text, and how much of it is cut off, in pixels. */
function seenOnScreen(): {title: string; text: number; cut: number} {
  const parts = [...document.querySelectorAll("main > [data-on]")];
  const texts = parts
    .flatMap((part) => [part, ...part.querySelectorAll<HTMLElement>("p, h1, h2, li, svg text, button")])
    .filter((part) => part.getClientRects().length > 0 && part.textContent!.trim() !== "");
  const sizes = texts.map((part) => {
    const pixels = parseFloat(getComputedStyle(part).fontSize);
    if (part instanceof SVGGraphicsElement)
      return pixels * Math.hypot(part.getScreenCTM()!.a, part.getScreenCTM()!.b);
    const {height} = part.getBoundingClientRect();
    return pixels * Math.max(1, height / ((part as HTMLElement).offsetHeight || height));
  });
  const main = document.querySelector("main")!;
  return {
    title: parts.map((part) => part.id || part.textContent!.slice(0, 40)).join("|"),
    text: Math.min(...sizes),
    cut: main.scrollWidth - main.clientWidth
  };
}

test.each([
  {width: 1024, height: 768},
  {width: 1920, height: 1080}
])(
  "?lecture shows one section a screen, of text that the back row reads, at $width × $height",
  async (viewport) => {
    const opened = await site.open("degradation?lecture", {viewport});
    const {page} = opened;
    await page.waitForSelector("html[data-lecture]", {state: "attached"}); // nothing of it is in the flow
    const titles: string[] = [];
    for (let before = ""; ;) {
      const {title} = await page.evaluate(seenOnScreen);
      if (title === before) break;
      titles.push((before = title));
      // A chart is drawn anew when its room is known.
      const share = async () => (await page.evaluate(seenOnScreen)).text / viewport.height;
      await expect.poll(share, {message: title}).toBeGreaterThan(0.028);
      const cut = async () => (await page.evaluate(seenOnScreen)).cut;
      await expect.poll(cut, {message: title}).toBeLessThanOrEqual(1);
      for (let presses = 0; presses < 40; ++presses) {
        await page.keyboard.press("PageDown");
        const now = await page.evaluate(() =>
          [...document.querySelectorAll("main > [data-on]")]
            .map((part) => part.id || part.textContent!.slice(0, 40))
            .join("|")
        );
        if (now !== title) break;
      }
    }
    expect(titles.length).toBeGreaterThan(12);
    await closeWithoutFaults(opened);
  }
);

test("a lecture's keys: black, controls, back, and Escape, which leaves the page as it was", async () => {
  const opened = await site.open("degradation", {viewport: {width: 1280, height: 800}});
  const {page} = opened;
  await page.locator("#lecture-start").click();
  const data = (name: string) => page.evaluate((name) => name in document.documentElement.dataset, name);
  await expect.poll(() => data("lecture")).toBe(true); // its code comes with the press
  await page.keyboard.press("b");
  expect(await data("black")).toBe(true);
  await page.keyboard.press("b");
  await page.keyboard.press("c");
  expect([await data("black"), await data("lectureControls")]).toEqual([false, true]);
  await page.keyboard.press("Escape");
  expect(await page.evaluate(() => document.querySelectorAll("[data-on]").length)).toBe(0);
  expect(await data("lecture")).toBe(false);
  await closeWithoutFaults(opened);
});

test("the lecturer's window follows, has the page's notes, and leads", async () => {
  const opened = await site.open("degradation?lecture");
  const {page} = opened;
  const [notes] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("s")]);
  await notes.waitForSelector("#lecture-notes");
  await page.keyboard.press("End");
  await expect.poll(() => notes.locator("#lecture-notes").textContent()).toContain("Next: the end");
  await notes.keyboard.press("Home");
  await expect.poll(() => page.locator("main > h1[data-on]").count()).toBe(1);
  expect(await notes.locator("#lecture-notes").textContent()).toMatch(/\d:\d\d · \d\d:\d\d/);
  await closeWithoutFaults(opened);
});
