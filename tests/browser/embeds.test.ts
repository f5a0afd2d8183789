import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import type {Browser, Frame, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {FrameMessage} from "../../components/embed/frameMessages.js";
import {launchBrowser} from "../../scripts/browser.js";
import {axeFindings} from "../../scripts/check/axe.js";
import {findingLines} from "../../scripts/check/finding.js";
import {serveSite, type StaticServer} from "../../scripts/staticServer.js";

let site: StaticServer;
let browser: Browser;
let around: Server;
beforeAll(async () => {
  [site, browser] = await Promise.all([serveSite({base: "/course/"}), launchBrowser()]);
  around = createServer((_, response) =>
    response.setHeader("Content-Type", "text/html").end("<!doctype html><title>A lecture</title><body>")
  );
  await new Promise<void>((listening) => around.listen(0, "127.0.0.1", listening));
});
afterAll(async () => {
  await browser.close();
  await site.close();
  around.close();
});

/** A page of another origin that frames a figure, and what that has told it. */
async function framed(address: string, {width = 960, height = 540} = {}) {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(`http://127.0.0.1:${(around.address() as AddressInfo).port}/`);
  await page.evaluate(
    ([src, width, height]) => {
      const scope = window as unknown as {told: unknown[]};
      scope.told = [];
      addEventListener("message", ({data}) => scope.told.push(data));
      const frame = document.createElement("iframe");
      Object.assign(frame, {src, width, height});
      document.body.append(frame);
    },
    [new URL(address, site.url).href, width, height] as const
  );
  const told = () => page.evaluate(() => (window as unknown as {told: FrameMessage[]}).told);
  const ofType = async (type: string) => (await told()).filter((message) => message.type === type);
  return {
    ...{page, faults, told, ofType},
    frame: (await (await page.waitForSelector("iframe")).contentFrame())!,
    ask: (message: unknown) =>
      page.evaluate((message) => window.frames[0].postMessage(message, "*"), message),
    heard: (type: string) => expect.poll(() => ofType(type)).not.toEqual([])
  };
}

const retrain = "embed/degradation/retrain?nets=cifar-resnet-8&width=1&steps=6&evaluationImages=64&batch=8";
const target = "residual-course";

describe("a figure in a frame of 960 × 540 pixels, in a page of another site,", () => {
  test("shows its curves, its key and its button, with text of 14 pixels at least", async () => {
    for (const address of ["embed/degradation/retrain", "embed/degradation/it-is-not-the-learning-rate-2"]) {
      const {page, frame, heard} = await framed(address);
      await heard("ready");
      const seen = await inFrame(frame, (figure) => {
        const bottoms = [".error-chart", "[data-action=start]"].map(
          (part) => figure.querySelector(part)!.getBoundingClientRect().bottom
        );
        const texts = [
          ...figure.querySelectorAll<SVGElement | HTMLElement>(".error-chart text, .run button")
        ];
        const sizes = texts.map((text) => text.getBoundingClientRect().height / 1.3);
        return {lowest: Math.max(...bottoms), smallest: Math.min(...sizes.filter((size) => size > 0))};
      });
      expect(seen.lowest, address).toBeLessThanOrEqual(540);
      expect(seen.smallest, address).toBeGreaterThan(12);
      await page.close();
    }
  });

  test("is driven by messages, and answers", async () => {
    const {page, faults, ofType, heard, ask} = await framed(retrain);
    await heard("ready");
    await ask({target, type: "start"});
    await heard("step");
    await heard("done");
    expect((await ofType("done")).at(-1)).toMatchObject({
      nets: [{net: "cifar-resnet-8", status: "done", step: 6}]
    });
    await ask({target, type: "set", fields: {seed: 7}});
    await ask({target, type: "state", id: "mine"});
    await heard("state");
    const [state] = await ofType("state");
    expect(state).toMatchObject({id: "mine", fields: {seed: "7"}, nets: [{step: 6}]});
    await ask({target, type: "setState", state: "seed=9"});
    await ask({target, type: "getState"});
    await expect.poll(async () => (await ofType("state")).at(-1)).toMatchObject({fields: {seed: "9"}});
    expect(faults).toEqual([]);
    await page.close();
  });

  test("shows a step that it is asked for", async () => {
    const {page, frame, heard, ask} = await framed("embed/degradation/retrain");
    await heard("ready");
    await ask({target, type: "showStep", step: 100});
    await frame.waitForSelector(".error-chart[data-step='100']");
    await page.close();
  });

  test("passes over what is no message to it, and runs nothing of one", async () => {
    const {page, frame, faults, ofType, heard, ask} = await framed(retrain);
    await heard("ready");
    const hostile = "<img src=x onerror='window.ran = true'>";
    for (const message of [
      hostile,
      {target, type: hostile},
      {target, type: "setState", state: hostile},
      {target, type: "set", fields: {[hostile]: hostile, nets: hostile, seed: hostile}}
    ])
      await ask(message);
    await expect
      .poll(async () =>
        (await ofType("error")).map((message) => "faults" in message && message.faults!.length)
      )
      .toEqual([1, 3]);
    expect(await frame.evaluate(() => "ran" in window)).toBe(false);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("listens to the origin that its address names, and to no other", async () => {
    const {page, told, ask, frame} = await framed(
      "embed/degradation/retrain?origin=https://elsewhere.example"
    );
    await frame.waitForSelector("html[data-awake]");
    await ask({target, type: "state"});
    await page.waitForTimeout(300);
    expect(await told()).toEqual([]);
    await page.close();
  });

  test("forwards keys to its slide, unless a field has them", async () => {
    const {page, frame, ofType, heard} = await framed(
      "embed/residual-block/retrain".replace("residual-block", "degradation")
    );
    await heard("ready");
    await frame.locator("figcaption").click();
    await page.keyboard.press("PageDown");
    await heard("key");
    await frame.locator(".drawer summary").first().click();
    await frame.locator("[data-setting=seed]").focus();
    await page.keyboard.press("ArrowRight");
    expect(await ofType("key")).toMatchObject([{key: "PageDown"}]);
    await page.close();
  });

  test("waits for its slide, pauses when that goes, and goes on when it comes again", async () => {
    const {page, ofType, heard, ask} = await framed(
      `${retrain.replace("steps=6", "steps=100000")}&autoplay=slide`
    );
    await heard("ready");
    expect(await ofType("step")).toEqual([]);
    await ask("slide:start");
    await heard("step");
    await ask("slide:stop");
    const count = async () => (await ofType("step")).length;
    let before = -1;
    await expect.poll(async () => before === (before = await count()), {interval: 1500}).toBe(true);
    await ask("slide:start");
    await expect.poll(count).toBeGreaterThan(before);
    await page.close();
  });
});

describe("a figure's address", () => {
  test("with several faults names all of them, and shows no other networks", async () => {
    for (const path of ["embed/degradation/retrain", "embed/retrain"]) {
      const {page, frame, ofType, heard} = await framed(
        `${path}?nets=cifar-plain-21&steps=0&colour=red&theme=red`
      );
      await heard("error");
      const [error] = await ofType("error");
      const fields = (error as unknown as {faults: {field: string}[]}).faults.map(({field}) => field);
      expect(fields.sort()).toEqual(["colour", "depth", "steps", "theme"]);
      expect(
        await inFrame(frame, (figure) => figure.querySelectorAll("[aria-invalid]").length)
      ).toBeGreaterThan(1);
      expect(
        await inFrame(
          frame,
          (figure) => figure.querySelectorAll(".error-chart path[aria-label$=error]").length
        )
      ).toBe(0);
      await page.close();
    }
  });

  test("sets a laboratory, hides what was not asked for, and freezes settings", async () => {
    const lab = "embed/degradation/does-depth-pay-2";
    const settings = await settingsOf(`${lab}`);
    const [key] = Object.keys(settings);
    const {page, frame, ofType, heard} = await framed(
      `${lab}?${key}=nonsense&colour=red&freeze=${key},shape`
    );
    await heard("error");
    const [error] = await ofType("error");
    expect((error as unknown as {faults: {field: string}[]}).faults.map(({field}) => field)).toEqual([
      "shape",
      key,
      "colour"
    ]);
    expect(await inFrame(frame, (figure) => figure.hasAttribute("data-faulty"))).toBe(true);
    expect(
      await inFrame(frame, (figure) => figure.querySelectorAll("input:disabled").length)
    ).toBeGreaterThan(0);
    await page.close();
  });

  test("of an earlier version opens what it opened, with `scale` for the shortcut's", async () => {
    const {page, heard, ofType} = await framed(
      "embed/retrain?nets=cifar-resnet-8&scale=0.5&rate=0.1&autoplay=true&steps=2&width=1"
    );
    await heard("ready");
    expect(await ofType("ready")).toMatchObject([{nets: ["cifar-resnet-8"], fields: {learningRate: "0.1"}}]);
    await heard("done");
    await page.close();
  });

  test("chooses a theme against the reader's system", async () => {
    const page = await browser.newPage({colorScheme: "light"});
    const ground = async (theme: string) => {
      await page.goto(new URL(`embed/degradation/retrain?theme=${theme}`, site.url).href);
      return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    };
    expect(await ground("dark")).not.toBe(await ground("auto"));
    expect(await ground("light")).toBe(await ground("auto"));
    await page.close();
  });
});

/** The settings that a figure has, by their keys. */
async function settingsOf(address: string): Promise<Record<string, string>> {
  const {page, ofType, heard} = await framed(address);
  await heard("ready");
  const [ready] = await ofType("ready");
  await page.close();
  return (ready as {fields: Record<string, string>}).fields;
}

function inFrame<Result>(frame: Frame | Page, look: (figure: Element) => Result): Promise<Result> {
  return frame.evaluate(`(${look.toString()})(document.querySelector(".embed"))`) as Promise<Result>;
}

test.each(["degradation/retrain", "paths/cell-unravel", "degradation/exercise-outcome"])(
  "embed/%s has no fault that axe knows of, in either colour scheme",
  async (name) => {
    const findings = await axeFindings({browser, url: site.url}, `embed/${name}`, {states: ["awake"]});
    expect(findingLines(findings)).toEqual([]);
  }
);
