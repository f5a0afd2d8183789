import type {Page} from "puppeteer-core";
import type {Finding} from "../check/finding.js";
import {type FirefoxPage, type FirefoxView, inFirefox, until} from "./firefoxPage.js";

/** What is done on a page, and what was wrong there. */
export interface Visit {
  page: string;
  /** How it is looked at, or what is done. */
  view: string;
  findings: Finding[];
  ms: number;
}

/** A phone's window, and a laptop's. */
const widths = [1440, 390];

/** Networks so small that a training is over at once. */
const tiny = "nets=cifar-resnet-8&width=1&steps=3&batch=8&evaluationImages=64";

/** Opens a page in windows of two widths; none is wider than its window. */
export async function lookAt(view: FirefoxView, path: string): Promise<Visit[]> {
  const visits: Visit[] = [];
  for (const width of widths)
    visits.push(
      await visit(view, path, `${width} px`, {
        width,
        async act({page, faults}) {
          const wide = await widestPart(page);
          if (wide) faults.push(wide);
        }
      })
    );
  return visits;
}

/** Trains a tiny network in the figure of the first chapter to its end. */
export function train(view: FirefoxView): Promise<Visit> {
  return visit(view, `degradation?${tiny}`, "trains", {
    async act({page}) {
      await press(page, ".training-panel button", "Retrain");
      await shows(page, ".training-panel p.status", /^Ended at step 3 of 3/);
    }
  });
}

/** Changes the depth in the first cell of the first chapter, by keys; the table of the networks follows. */
export function edit(view: FirefoxView): Promise<Visit> {
  return visit(view, "degradation", "edits a cell", {
    async act({page}) {
      await shows(page, "main", /residual-56\s+27/);
      await press(page, "#cell-network button", "Edit");
      await (await page.waitForSelector("#cell-network .cm-content"))!.focus();
      await shows(page, "#cell-network .cm-content", /^const depth = 56;/);
      await chord(page, "Control", "Home");
      for (let i = 0; i < "const depth = ".length; ++i) await page.keyboard.press("ArrowRight");
      for (let i = 0; i < "56".length; ++i) await page.keyboard.press("Delete");
      await page.keyboard.type("110");
      await chord(page, "Shift", "Enter");
      await shows(page, "main", /residual-110\s+54\s.*434,290\s+15,833,408/s);
      await shows(page, "#cell-network .cell-message", /^$/);
    }
  });
}

/** Opens a figure as it stands in a frame of another document, and trains it from there. */
export function embed(view: FirefoxView): Promise<Visit> {
  return visit(view, `embed/degradation/retrain?${tiny}&autoplay=1`, "a frame", {
    width: 960,
    act: ({page}) => shows(page, ".status", /^Ended at step 3 of 3/)
  });
}

async function visit(
  view: FirefoxView,
  path: string,
  name: string,
  {width = 1440, act}: {width?: number; act(opened: FirefoxPage): Promise<void>}
): Promise<Visit> {
  const begin = Date.now();
  const page = path.split("?")[0];
  const faults = await inFirefox(view, path, width, act);
  const findings = faults.map((rule) => ({page, view: name, element: "Firefox", rule}));
  return {page: `/${page}`, view: name, findings, ms: Date.now() - begin};
}

/** Returns what is wrong if a page is wider than its window, with the part of it that ends farthest to the right. */
async function widestPart(page: Page): Promise<string | undefined> {
  // As text, since tsx gives functions names by a helper that a page lacks.
  const result = await page.evaluate(`(() => {
    const {scrollWidth, clientWidth} = document.documentElement;
    if (scrollWidth <= clientWidth) return "";
    const right = (element) => element.getBoundingClientRect().right;
    const widest = [...document.body.querySelectorAll("*")].reduce((a, b) => (right(b) > right(a) ? b : a));
    const name = widest.localName + [...widest.classList].map((part) => "." + part).join("");
    return "wider than the window: " + scrollWidth + " px of " + clientWidth + ", by " + name;
  })()`);
  return (result as string) || undefined;
}

/** Presses the first button of *selector* whose text begins with *name*, when it is there. */
async function press(page: Page, selector: string, name: string): Promise<void> {
  const buttons = `[...document.querySelectorAll(${JSON.stringify(selector)})]`;
  const index = `${buttons}.findIndex((button) => button.textContent.trim().startsWith(${JSON.stringify(name)}))`;
  await until(page, `${index} >= 0`);
  const elements = await page.$$(selector);
  await elements[(await page.evaluate(index)) as number].click();
}

/** Presses a key while another is down. */
async function chord(page: Page, held: "Control" | "Shift", key: "Enter" | "Home"): Promise<void> {
  await page.keyboard.down(held);
  await page.keyboard.press(key);
  await page.keyboard.up(held);
}

/** Waits until the text of a place matches; else rejects with what stands there. */
async function shows(page: Page, selector: string, pattern: RegExp): Promise<void> {
  const text = `document.querySelector(${JSON.stringify(selector)})?.textContent`;
  try {
    await until(page, `${pattern}.test(${text} ?? "")`);
  } catch (cause) {
    const said = String(await page.evaluate(text))
      .trim()
      .slice(0, 200);
    throw new Error(`${selector} does not show ${pattern}: it shows “${said}”`, {cause});
  }
}
