import type {Frame, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {FrameMessage} from "../../components/embed/frameMessages.js";
import {closeWithoutFaults, type OpenPage, type OpenSite, openSite} from "./site.js";

let site: OpenSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Opens an example, and keeps what its figures tell it, each with the place of its frame among all. */
async function openExample(path: string): Promise<OpenPage & {told(type: string): Promise<Told[]>}> {
  const opened = await site.open("privacy", {apart: true});
  await opened.page.addInitScript(() => {
    if (window !== window.parent) return;
    const scope = window as unknown as {told: unknown[]};
    scope.told = [];
    addEventListener("message", ({data, source}) => {
      const frames = [...document.querySelectorAll("iframe")];
      const at = frames.findIndex(({contentWindow}) => contentWindow === source);
      if (at >= 0 && data.source === "residual-course") scope.told.push({at, ...data});
    });
  });
  await opened.goTo(path);
  return {
    ...opened,
    told: async (type) => {
      const all = await opened.page.evaluate(() => (window as unknown as {told: Told[]}).told);
      return all.filter((message) => message.type === type);
    }
  };
}

type Told = FrameMessage & {at: number};

/** Opens the deck, and waits until all of its figures are there. */
async function openDeck() {
  const opened = await openExample("examples/slides/");
  await expect.poll(async () => (await opened.told("ready")).length).toBe(figureCount);
  return opened;
}

const figureCount = 6; // five figures, one of them twice

const currentSlide = (page: Page) => page.evaluate(() => document.querySelector("section.present")!.id);

/** What of the deck is shown: a slide, and how many of its fragments. */
function shownInDeck(): string {
  const slide = document.querySelector("section.present")!;
  return `${slide.id} ${slide.querySelectorAll(".fragment.visible").length}`;
}

/** Presses a key as often as it takes to come to a slide, or to see *shown*. */
async function pressUntil(page: Page, key: string, shown: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; !(await shown()); presses++) {
    expect(presses).toBeLessThan(60);
    const before = await page.evaluate(shownInDeck);
    await page.keyboard.press(key);
    // A figure passes its keys on by messages, which may take a while.
    await expect.poll(() => page.evaluate(shownInDeck)).not.toBe(before);
  }
}

const goTo = (page: Page, id: string, key = "ArrowRight") =>
  pressUntil(page, key, async () => (await currentSlide(page)) === id);

/** Goes to a slide by its address, past all others. */
async function jumpTo(page: Page, id: string): Promise<void> {
  await page.evaluate((id) => (location.hash = `#/${id}`), id);
  await expect.poll(() => currentSlide(page)).toBe(id);
}

/** Shows fragments of the slide until the one that has *message*. */
const showFragment = (page: Page, message: string) =>
  pressUntil(page, "ArrowRight", () =>
    page.evaluate(
      (message) =>
        document.querySelector(`section.present .fragment.visible[data-tell*='${message}']`) !== null,
      message
    )
  );

/** The document of the figure on the slide that is shown. */
async function figureShown(page: Page): Promise<Frame> {
  return (await (await page.waitForSelector("section.present iframe")).contentFrame())!;
}

/** How many curves of training errors a figure shows: recorded ones, and those of its own training. */
function curveCount(frame: Frame): Promise<number> {
  return frame.locator(".error-chart path[aria-label='training error']").count();
}

describe("the deck", () => {
  test("goes through ten slides by keys, and each figure is seen", async () => {
    const opened = await openDeck();
    const {page} = opened;
    const seen = [await currentSlide(page)];
    const figures: string[] = [];
    await pressUntil(page, "ArrowRight", async () => {
      const id = await currentSlide(page);
      if (seen.at(-1) !== id) {
        seen.push(id);
        if (await page.evaluate(() => document.querySelector("section.present iframe") !== null)) {
          const frame = await figureShown(page);
          const drawing = frame.locator(".embed svg:visible").first();
          const {width, height} = (await drawing.boundingBox())!;
          expect(Math.min(width, height), id).toBeGreaterThan(100);
          figures.push(new URL(frame.url()).pathname.replace(/.*\/embed\//, ""));
        }
      }
      const hidden = await page.locator("section.present .fragment:not(.visible)").count();
      return id === "known" && hidden === 0;
    });
    expect(seen).toEqual([
      ...["title", "published", "small", "overfitting", "block"],
      ...["trains", "gradients", "landscape", "paths", "known"]
    ]);
    expect(figures).toHaveLength(figureCount);
    expect(new Set(figures).size).toBe(5);
    await goTo(page, "title", "ArrowLeft");
    expect(await opened.told("error")).toEqual([]);
    await closeWithoutFaults(opened);
  });

  test("starts a training by a fragment, whose curves appear; a slide that is left pauses it, and goes on with it", async () => {
    const opened = await openDeck();
    const {page, told} = opened;
    await goTo(page, "small");
    const frame = await figureShown(page);
    const recorded = await curveCount(frame);
    expect(recorded).toBe(2);
    await showFragment(page, "start");
    await expect.poll(async () => (await told("step")).length).toBeGreaterThan(2);
    const nets = (await told("step")).map((message) => "net" in message && message.net);
    expect(nets.every((net) => net === "cifar-plain-20" || net === "cifar-plain-56")).toBe(true);
    await expect.poll(() => curveCount(frame)).toBe(recorded + 2);
    await goTo(page, "overfitting");
    const count = async () => (await told("step")).length;
    let before = -1;
    await expect.poll(async () => before === (before = await count()), {interval: 1500}).toBe(true);
    await goTo(page, "small", "ArrowLeft");
    await expect.poll(count).toBeGreaterThan(before);
    await closeWithoutFaults(opened);
  });

  test("shows a step, and sets figures, by fragments, and takes that back", async () => {
    const opened = await openDeck();
    const {page} = opened;
    await jumpTo(page, "known");
    await jumpTo(page, "trains"); // all of its fragments are shown, and none starts a training
    await (await figureShown(page)).waitForSelector(".error-chart[data-step='200']");
    expect(await opened.told("step")).toEqual([]);
    await jumpTo(page, "title");
    await goTo(page, "paths");
    const frame = await figureShown(page);
    const blocks = () => frame.evaluate(() => document.querySelector<HTMLInputElement>("input")!.value);
    expect(await blocks()).toBe("1");
    await showFragment(page, '"16"');
    await expect.poll(blocks).toBe("16");
    await page.keyboard.press("ArrowLeft");
    await expect.poll(blocks).toBe("2");
    await jumpTo(page, "known");
    await goTo(page, "paths", "ArrowLeft"); // all of its fragments are shown
    await expect.poll(blocks).toBe("16");
    await jumpTo(page, "title");
    await goTo(page, "paths"); // and none
    await expect.poll(blocks).toBe("1");
    await closeWithoutFaults(opened);
  });

  test("goes on by a key that is pressed in a figure", async () => {
    const opened = await openDeck();
    const {page} = opened;
    await goTo(page, "block");
    await (await figureShown(page)).locator("svg").first().click();
    await goTo(page, "trains");
    await closeWithoutFaults(opened);
  });

  test("has nothing cut off or too small, in three sizes of a projector", async () => {
    const opened = await openDeck();
    const {page} = opened;
    for (const size of [
      {width: 960, height: 540},
      {width: 1280, height: 720},
      {width: 1920, height: 1080}
    ]) {
      await page.setViewportSize(size);
      for (const id of await page.evaluate(() =>
        [...document.querySelectorAll("section")].map(({id}) => id)
      )) {
        await jumpTo(page, id);
        expect(await page.evaluate(layoutFaults), `${id} at ${size.width}`).toEqual([]);
      }
    }
    await closeWithoutFaults(opened);
  });
});

/** What is wrong with the layout of the slide that is shown: texts outside of it, on each other, or smaller than a 36th of it. */
function layoutFaults(): string[] {
  const slide = document.querySelector("section.present")!;
  const frame = slide.getBoundingClientRect();
  const texts = [...slide.querySelectorAll("h1, h2, p, td, th, dt, dd, iframe")];
  const boxes = texts.map((element) => ({
    name: element.textContent!.trim().slice(0, 30) || element.tagName,
    size: element.tagName === "IFRAME" ? Infinity : parseFloat(getComputedStyle(element).fontSize),
    box: element.getBoundingClientRect()
  }));
  const outside = boxes.filter(
    ({box}) =>
      box.left < frame.left - 1 ||
      box.right > frame.right + 1 ||
      box.top < frame.top - 1 ||
      box.bottom > frame.bottom + 1
  );
  const small = boxes.filter(({size}) => size < 720 / 36);
  const overlaps = boxes.flatMap((one, i) =>
    boxes
      .slice(i + 1)
      .filter(
        ({box}) =>
          Math.min(one.box.right, box.right) - Math.max(one.box.left, box.left) > 1 &&
          Math.min(one.box.bottom, box.bottom) - Math.max(one.box.top, box.top) > 1
      )
      .map(({name}) => `${one.name} on ${name}`)
  );
  return [
    ...outside.map(({name}) => `${name} sticks out`),
    ...small.map(({name}) => `${name} is small`),
    ...overlaps
  ];
}

describe("the plain page", () => {
  test("drives two figures by its buttons, and says what they tell", async () => {
    const opened = await openExample("examples/embed/");
    const {page, told} = opened;
    const button = (name: string) => page.getByRole("button", {name, exact: true});
    await button("Show step 100").click();
    await page.frameLocator("#training").locator(".error-chart[data-step='100']").waitFor();
    await button("Train").click();
    await page.getByText(/^cifar-(plain|resnet)-20: step \d+, training error \d+ %$/).waitFor();
    await button("Stop").click();
    await expect.poll(async () => (await told("done")).length).toBeGreaterThan(0);
    await button("16 blocks").click();
    await page.frameLocator("#paths").getByText("65,536 paths").waitFor();
    await closeWithoutFaults(opened);
  });

  test("shows the code that it runs", async () => {
    const opened = await openExample("examples/embed/");
    const [shown, run] = await opened.page.evaluate(() =>
      ["pre", "#drive"].map((part) => document.querySelector(part)!.textContent!.replace(/\s+/g, " "))
    );
    expect(run.length).toBeGreaterThan(300);
    expect(shown).toContain(run.trim());
    await closeWithoutFaults(opened);
  });
});
