import {readFileSync} from "node:fs";
import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {FigureEvents, ResidualFigureElement} from "../../components/element/figureApi.js";
import type {FigureIndex} from "../../components/element/figureSource.js";
import {launchBrowser} from "../../scripts/browser.js";
import {serveSite, type StaticServer} from "../../scripts/staticServer.js";

let site: StaticServer;
let browser: Browser;
let around: Server;
beforeAll(async () => {
  [site, browser] = await Promise.all([serveSite({base: "/course/"}), launchBrowser()]);
  const page = `<!doctype html><html lang="en"><title>A lecture</title>
<style>html {font-size: 10px} p, button {color: rgb(1, 2, 3); letter-spacing: 3px}</style><body><p>Text</p>
<script>window.ran = 0</script>`;
  around = createServer(({url}, response) => {
    response.setHeader("Content-Type", "text/html");
    if (url === "/guarded") response.setHeader("Content-Security-Policy", policy(new URL(site.url).origin));
    response.end(url === "/guarded" ? page.replace(/<script>.*/, "") : page);
  });
  await new Promise<void>((listening) => around.listen(0, "127.0.0.1", listening));
});
afterAll(async () => {
  await browser.close();
  await site.close();
  around.close();
});

/** The policy that the README asks of a page, and nothing more. */
function policy(course: string): string {
  return `default-src 'none'; script-src ${course} 'wasm-unsafe-eval'; connect-src ${course}; img-src ${course} data:; font-src ${course}; worker-src ${course} blob:; style-src 'unsafe-inline'`;
}

interface Told {
  of: string;
  type: keyof FigureEvents;
  detail: never;
}

type PageOptions = Parameters<Browser["newPage"]>[0] & {path?: string};

/** A page of another site with *markup* in it, whose figures are elements, and what these have told. */
async function pageWith(markup: string, {path = "", ...options}: PageOptions = {}) {
  const page = await browser.newPage({viewport: {width: 1000, height: 800}, ...options});
  const [faults, requests]: string[][] = [[], []];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(`http://127.0.0.1:${(around.address() as AddressInfo).port}/${path}`);
  await page.evaluate(
    ([markup, src]) => {
      const told: unknown[] = [];
      Object.assign(window, {told});
      for (const type of ["ready", "step", "done", "state", "error", "resize"])
        document.addEventListener(
          type,
          ({target, detail}: CustomEventInit & {target?: EventTarget | null}) =>
            told.push({of: (target as Element).id, type, detail}),
          true
        );
      document.body.insertAdjacentHTML("beforeend", markup);
      document.head.append(Object.assign(document.createElement("script"), {type: "module", src}));
    },
    [markup, `${site.url}v1/embed.js`] as const
  );
  await page.waitForFunction(() => customElements.get("residual-figure"));
  const told = () => page.evaluate(() => (window as unknown as {told: Told[]}).told);
  const details = async <K extends keyof FigureEvents>(type: K, of = "a") =>
    (await told())
      .filter((one) => one.type === type && one.of === of)
      .map(({detail}) => detail as FigureEvents[K]);
  return {
    ...{page, faults, requests, details},
    heard: (type: keyof FigureEvents, of = "a") => expect.poll(() => details(type, of)).not.toEqual([]),
    on: <Result>(act: (figure: ResidualFigureElement) => Result, of = "a") =>
      page.evaluate(`(${act.toString()})(document.getElementById(${JSON.stringify(of)}))`) as Promise<
        Awaited<Result>
      >
  };
}

const small = 'width="1" steps="6" evaluation-images="64" batch="8"';
const retrain = `<residual-figure id="a" name="degradation/retrain" nets="cifar-resnet-8" ${small}><img alt="Curves"></residual-figure>`;

describe("a figure that is an element of a page of another origin", () => {
  test("has its attributes as settings, trains, and tells it by events", async () => {
    const {page, faults, details, heard, on} = await pageWith(retrain);
    await heard("ready");
    expect(await details("ready")).toMatchObject([
      {nets: ["cifar-resnet-8"], fields: {width: "1", steps: "6", batch: "8"}}
    ]);
    await heard("resize");
    await on((figure) => figure.start());
    await heard("done");
    const steps = (await details("step")).flatMap(({points}) => points.map(({step}) => step));
    expect(steps).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await details("done")).at(-1)).toMatchObject({nets: [{net: "cifar-resnet-8", status: "done"}]});
    const state = await on((figure) => figure.getState());
    expect(state).toMatchObject({fields: {seed: "1"}, nets: [{step: 6}]});
    expect(await details("state")).toEqual([state]);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("is set by a changed attribute, by set(), fields and setState(), and set back by one that goes", async () => {
    const {page, faults, on} = await pageWith(retrain);
    const fields = async () => (await on((figure) => figure.getState())).fields;
    await on((figure) => figure.setAttribute("seed", "7"));
    expect(await fields()).toMatchObject({seed: "7", width: "1"});
    await on((figure) => figure.set({seed: 8, norm: false}));
    expect(await fields()).toMatchObject({seed: "8", norm: "0"});
    await on((figure) => (figure.fields = {seed: "9"}));
    expect(await on((figure) => figure.fields)).toMatchObject({seed: "9", norm: "0"});
    await on((figure) => figure.setState("seed=3&norm=1"));
    expect(await fields()).toMatchObject({seed: "3", norm: "1"});
    await on((figure) => figure.removeAttribute("width"));
    expect(await fields()).toMatchObject({width: "8", seed: "7"});
    await on((figure) => figure.setAttribute("nets", "cifar-plain-20"));
    expect(
      await on(
        async (figure) =>
          (await figure.getState()) &&
          figure.shadowRoot!.querySelector("[data-nets]")!.getAttribute("data-nets")
      )
    ).toBe("cifar-plain-20");
    expect(faults).toEqual([]);
    await page.close();
  });

  test("trains apart from its neighbour, a laboratory too, and ends when it is taken away, not when it is moved", async () => {
    const lab = '<residual-figure id="b" name="degradation/does-depth-pay-2" autoplay></residual-figure>';
    const {page, faults, details, heard, on} = await pageWith(
      `${retrain.replace('steps="6"', 'steps="100000"')}${lab}`
    );
    await heard("ready");
    await on((figure) => figure.scrollIntoView(), "b");
    await heard("step", "b");
    expect(await details("step")).toEqual([]);
    await on((figure) => figure.stop(), "b");
    await heard("done", "b");
    await on((figure) => figure.start());
    await heard("step");
    await on((figure) => document.body.append(figure));
    const count = async () => (await details("step")).length;
    const before = await count();
    await expect.poll(count).toBeGreaterThan(before);
    await page.evaluate("window.kept = document.getElementById('a'); kept.remove()");
    await expect.poll(() => page.workers().length).toBe(0);
    await page.evaluate("document.body.append(kept)");
    expect(await on(async (figure) => (await figure.getState()).nets)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("shows a step, in a theme against the reader's system, and shares a link to the course", async () => {
    const {page, heard, on} = await pageWith(
      '<residual-figure id="a" name="degradation/retrain" theme="dark"></residual-figure>',
      {
        colorScheme: "light"
      }
    );
    await heard("ready");
    const ground = () =>
      on((figure) => getComputedStyle(figure.shadowRoot!.querySelector(".figure-root")!).backgroundColor);
    const dark = await ground();
    await on((figure) => figure.showStep(100));
    await page.waitForSelector("#a .error-chart[data-step='100']");
    await on((figure) => figure.removeAttribute("theme"));
    await expect.poll(ground).not.toBe(dark);
    const curves = page.locator("#a .error-chart path[aria-label='test error']").locator("visible=true");
    await expect.poll(() => curves.count()).toBe(4);
    await page.locator("#a [data-split=test]").click();
    await expect.poll(() => curves.count()).toBe(0);
    await page.locator("#a [data-split=test]").click();
    await expect.poll(() => curves.count()).toBe(4);
    await page.locator("#a summary", {hasText: "Download"}).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("#a button", {hasText: "SVG"}).click()
    ]);
    const svg = readFileSync(await file.path(), "utf8");
    expect(svg).toContain(`background: ${await ground()}`);
    expect(svg).toMatch(/@font-face \{[^}]*Source Sans 3 Variable[^}]*data:font/);
    await page.locator("#a summary", {hasText: "Settings"}).click();
    await page.locator("#a button", {hasText: "QR code"}).click();
    const link = await page.locator("#a .qr-place a").getAttribute("href");
    expect(link).toMatch(`${site.url}embed/degradation/retrain?`);
    await page.close();
  });

  test("takes no style of its page, and gives it none", async () => {
    const {page, heard, on} = await pageWith(`${retrain}<p id="own">Text</p>`);
    const ofPage = () =>
      on(
        (text) =>
          JSON.stringify(
            [...getComputedStyle(text)].map((name) => getComputedStyle(text).getPropertyValue(name))
          ),
        "own"
      );
    const before = await ofPage();
    await heard("ready");
    expect(await ofPage()).toBe(before);
    expect(
      await page.evaluate(() => [document.styleSheets.length, document.adoptedStyleSheets.length])
    ).toEqual([1, 0]);
    const button = await on((figure) => {
      const {fontSize, letterSpacing, color} = getComputedStyle(
        figure.shadowRoot!.querySelector("[data-action=start]")!
      );
      return {fontSize, letterSpacing, color};
    });
    expect(button).toMatchObject({fontSize: "15px", letterSpacing: "normal"});
    expect(button.color).not.toBe("rgb(1, 2, 3)");
    await page.close();
  });

  test("trains under the policy that the README names", async () => {
    const {page, faults, details, heard, on} = await pageWith(retrain, {path: "guarded"});
    await heard("ready");
    await on((figure) => figure.start());
    await heard("done");
    expect(await details("error")).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("is its picture, and loads nothing, until it is near", async () => {
    const {page, requests, heard, on} = await pageWith(`<div style="height: 5000px"></div>${retrain}`);
    await page.waitForTimeout(500);
    const ofSite = () => requests.filter((url) => url.startsWith(site.url));
    expect(ofSite()).toEqual([`${site.url}v1/embed.js`]);
    expect(await on((figure) => figure.querySelector("img")!.checkVisibility())).toBe(true);
    await on((figure) => figure.scrollIntoView());
    await heard("ready");
    expect(ofSite().length).toBeGreaterThan(3);
    await page.close();
  });
});

describe("a fault", () => {
  const shown = (figure: ResidualFigureElement) =>
    figure.shadowRoot!.querySelector("[role=alert]:not([hidden])")?.textContent ?? "";

  test("of attributes is shown in the element, and told, each at its field; nothing of them runs", async () => {
    const hostile = "&lt;img src=x onerror='window.ran = 1'>";
    const markup = `<residual-figure id="a" name="degradation/retrain" nets="cifar-plain-21" steps="0" colour="${hostile}" theme="red" seed="${hostile}" onready="window.ran = 1" class="wide" data-a="1"></residual-figure>`;
    const {page, faults, details, heard, on} = await pageWith(markup);
    await heard("error");
    const [{faults: data, messages}] = await details("error");
    expect(data!.map(({field}) => field).sort()).toEqual([
      "colour",
      "depth",
      "onready",
      "seed",
      "steps",
      "theme"
    ]);
    expect(messages).toHaveLength(6);
    expect(await on(shown)).toContain("invalid steps: 0");
    expect(
      await on((figure) => figure.shadowRoot!.querySelectorAll(".error-chart path[aria-label$=error]").length)
    ).toBe(0);
    await on((figure) => figure.set(null as never));
    await on((figure) => figure.set({seed: {} as never, [String(figure)]: "1"}));
    await on((figure) => figure.showStep("x" as never));
    await on((figure) => figure.setState({} as never));
    await on((figure) => {
      for (const name of ["colour", "theme", "onready"]) figure.removeAttribute(name);
      for (const [name, text] of [
        ["nets", "cifar-plain-20"],
        ["steps", "9"],
        ["seed", "2"]
      ])
        figure.setAttribute(name, text);
    });
    await heard("ready");
    expect(await on(shown)).toBe("");
    expect(await page.evaluate("ran")).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("of a name lists what there is, and another name heals it", async () => {
    const {page, faults, details, heard, on} = await pageWith(
      '<residual-figure id="a" name="../../retrain">A picture</residual-figure>'
    );
    await heard("error");
    expect(await details("error")).toMatchObject([{faults: [{field: "name", value: "../../retrain"}]}]);
    expect(await on(shown)).toContain("degradation/retrain");
    expect(await on((figure) => figure.getState().then(String, () => "rejected"))).toBe("rejected");
    await on((figure) => (figure.name = "retrain")); // a former name
    await heard("ready");
    expect(faults).toEqual([]);
    await page.close();
  });

  test("of a laboratory hides what was not asked for", async () => {
    const {page, details, heard, on} = await pageWith(
      '<residual-figure id="a" name="degradation/does-depth-pay-2" networks="nonsense" freeze="shape"></residual-figure>'
    );
    await heard("error");
    const [{faults}] = await details("error");
    expect(faults!.map(({field}) => field)).toEqual(["shape", "networks"]);
    expect(
      await on((figure) => figure.shadowRoot!.querySelector(".embed")!.hasAttribute("data-faulty"))
    ).toBe(true);
    await page.close();
  });

  test("of a lost connection is told beside the picture, and the next call tries again", async () => {
    const {page, details, heard, on} = await pageWith("");
    await page.route("**/_code/element.*", (route) => route.abort());
    await page.evaluate((markup) => document.body.insertAdjacentHTML("beforeend", markup), retrain);
    await heard("error");
    expect((await details("error"))[0].message).toMatch(/could not be loaded/);
    expect(await on((figure) => figure.querySelector("img")!.checkVisibility())).toBe(true);
    await page.close();
  });
});

test("each figure that is listed comes alive, with no fault, and has a drawing or a table", async () => {
  const {page, faults, details, on} = await pageWith('<residual-figure id="a"></residual-figure>');
  const {figures} = (await (await fetch(`${site.url}v1/figures.json`)).json()) as FigureIndex;
  expect(Object.keys(figures).length).toBeGreaterThan(50);
  for (const name of Object.keys(figures)) {
    await page.evaluate(
      (name) => ((document.getElementById("a") as ResidualFigureElement).name = name),
      name
    );
    expect(await on((figure) => figure.getState().then(() => "there", String)), name).toBe("there");
    expect(
      await on(
        (figure) => figure.shadowRoot!.querySelectorAll("svg, table, canvas, img, ol, button, input").length
      ),
      name
    ).toBeGreaterThan(0);
    expect(
      await on((figure) => figure.shadowRoot!.querySelectorAll("[role=alert]:not([hidden])").length),
      name
    ).toBe(0);
  }
  expect((await details("ready")).length).toBe(Object.keys(figures).length);
  expect(faults).toEqual([]);
  await page.close();
});

test("the example of the site trains by the page's own buttons, on the same origin", async () => {
  const page: Page = await browser.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(`${site.url}examples/embed/element`);
  await page.locator("#steps").selectOption("100");
  await page.locator("[data-method=start]").click();
  await page.waitForFunction(() =>
    /step \d+, training error \d+ %/.test(document.querySelector("output")!.textContent)
  );
  await page.locator("[data-method=stop]").click();
  expect(faults).toEqual([]);
  await page.close();
});
