import {readFile} from "node:fs/promises";
import type {Locator} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {notebookFromMarkdown} from "../../components/notebook/document/notebookMarkdown.js";
import {type CellPage, openCellPage, workerCount} from "./cellPage.js";
import {closeWithoutFaults, cores, type OpenSite, openSite} from "./site.js";

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
});

afterAll(() => site.close());

/** The lab on an empty notebook, with cells as a reader would make them. */
interface Lab extends CellPage {
  /** Adds a cell at the end, writes *code* into it and runs it; returns its key. */
  add(code: string, lang?: "JavaScript" | "TypeScript"): Promise<string>;
  /** What a cell shows. */
  output(key: string): ReturnType<CellPage["cell"]>;
  choose(name: string): Promise<void>;
}

async function openLab(hash = ""): Promise<Lab> {
  const opened = await openCellPage(site, `lab${hash}`);
  const {page} = opened;
  const choose = (name: string) => page.getByRole("button", {name, exact: true}).click();
  let first = true;
  if (hash === "") await choose("An empty notebook");
  return {
    ...opened,
    choose,
    output: (key) => opened.cell(key).locator(".observablehq--block"),
    async add(code, lang = "JavaScript") {
      const last = page.locator("editable-cell").last();
      if (!first || lang === "TypeScript") {
        await choose(`Add ${lang}`);
        await last.locator(".cm-content:focus").waitFor();
      }
      first = false;
      const key = await last.getAttribute("data-key");
      await opened.edit(key!, code);
      return key!;
    }
  };
}

describe("what a new reader finds", () => {
  test("is drawn without JavaScript: a table, a block and its paths", async () => {
    const opened = await site.open("lab", {javaScriptEnabled: false});
    const cells = opened.page.locator(".notebook editable-cell:visible");
    expect(await cells.count()).toBe(4);
    expect(await cells.locator("pre").first().textContent()).toMatch(/^const depth = 20;/);
    expect(await cells.nth(1).locator("table").textContent()).toMatch(/residual-20/);
    for (const i of [2, 3]) {
      const drawing = await cells.nth(i).locator("svg").first().boundingBox();
      expect(Math.min(drawing!.width, drawing!.height), `cell ${i + 1}`).toBeGreaterThan(60);
    }
    await opened.close();
  });

  test("follows one number, trains nothing, and is kept once it is changed", async () => {
    const opened = await openCellPage(site, "lab");
    const {page, shows} = opened;
    const kept = () => page.evaluate(() => localStorage.getItem("notebook:/course/lab"));
    const cells = page.locator("editable-cell");
    await shows(cells.nth(1).locator("table"), /residual-20/);
    expect(await kept()).toBeNull();
    const key = (await cells.first().getAttribute("data-key"))!;
    await opened.edit(key, "const depth = 8;\nconst channels = 16;");
    await shows(cells.nth(1).locator("table"), /residual-8/);
    await cells.nth(3).locator(".unravel .path").first().waitFor();
    expect(workerCount(page)).toBe(0);
    await expect.poll(kept).toMatch(/depth = 8/);
    await opened.reload();
    await shows(page.locator("editable-cell table"), /residual-8/);
    await closeWithoutFaults(opened);
  });

  test("makes room for an empty notebook, which says what to write and is kept", async () => {
    const lab = await openLab();
    const cell = lab.page.locator("editable-cell");
    const prompt = () => cell.locator("pre").getAttribute("data-prompt");
    expect(await prompt()).toMatch(/Write JavaScript.*Shift\+Enter/);
    await lab.reload();
    expect(await cell.count()).toBe(1);
    expect(await prompt()).toMatch(/Write JavaScript.*Shift\+Enter/);
    await cell.locator("pre").click();
    await lab.shows(cell.locator(".cm-placeholder"), /Write JavaScript.*Shift\+Enter/);
    await lab.page.keyboard.insertText("1 + 1");
    expect(await cell.locator(".cm-placeholder").count()).toBe(0);
    await closeWithoutFaults(lab);
  });
});

describe("a cell's buttons", () => {
  const opacity = (cell: Locator) =>
    cell.locator(".cell-buttons").evaluate((buttons) => getComputedStyle(buttons).opacity);

  test("show where the pointer or the focus is, and nothing moves", async () => {
    const opened = await openCellPage(site, "lab");
    const {page} = opened;
    const cell = page.locator("editable-cell").first();
    const before = await cell.boundingBox();
    expect(await opacity(cell)).toBe("0");
    await cell.hover();
    expect(await opacity(cell)).toBe("1");
    expect(await cell.boundingBox()).toEqual(before);
    await page.mouse.move(0, 0);
    expect(await opacity(cell)).toBe("0");
    await page.getByLabel("Title").focus();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement!.getAttribute("aria-label"))).toMatch(/^Edit/);
    expect(await opacity(cell)).toBe("1");
    await closeWithoutFaults(opened);
  });

  test("are pressed by no finger that does not see them", async () => {
    const opened = await openCellPage(site, "lab", {hasTouch: true, isMobile: true});
    const {page} = opened;
    const cells = page.locator("editable-cell");
    const remove = cells.nth(1).getByRole("button", {name: /^Remove/});
    await remove.scrollIntoViewIfNeeded();
    const {x, y} = (await remove.boundingBox())!;
    await page.touchscreen.tap(x + 5, y + 5);
    expect(await opacity(cells.nth(1))).toBe("1");
    expect(await cells.count()).toBe(4);
    await remove.tap();
    await expect.poll(() => cells.count()).toBe(3);
    await closeWithoutFaults(opened);
  });

  test("are there always where the reader's system gives the colours", async () => {
    const opened = await openCellPage(site, "lab", {forcedColors: "active"});
    expect(await opacity(opened.page.locator("editable-cell").first())).toBe("1");
    await closeWithoutFaults(opened);
  });
});

test("what was written and not run is there after a reload, marked, and has not run", async () => {
  const lab = await openLab();
  const key = await lab.add("display('as it ran')");
  await lab.shows(lab.output(key), /as it ran/);
  await lab.edit(key, "display('not run')", {run: false});
  await lab.reload();
  const cell = lab.page.locator("editable-cell");
  await lab.shows(cell.locator("pre"), /not run/);
  await lab.shows(cell.locator(".cell-status"), /^not run yet$/);
  await lab.shows(cell.locator(".observablehq--block"), /as it ran/);
  await closeWithoutFaults(lab);
});

test("cells that a reader writes depend on each other, in any order", async () => {
  const lab = await openLab();
  const sum = await lab.add("display(`${depth} layers, ${blocks} blocks`)");
  await lab.says(sum, /blocks|depth/);
  const depth = await lab.add("const depth = 56");
  await lab.add("const blocks = (depth - 2) / 2");
  await lab.shows(lab.output(sum), /56 layers, 27 blocks/);
  await lab.isFine(sum);
  await lab.edit(depth, "const depth = 110");
  await lab.shows(lab.output(sum), /110 layers, 54 blocks/);
  await closeWithoutFaults(lab);
});

test("a cell is JavaScript or TypeScript, a promise, a generator or an async generator, with display and view", async () => {
  const lab = await openLab();
  const typed = await lab.add(
    "interface Block { layers: number }\nconst blocks: Block[] = [2, 3].map((layers): Block => ({layers}));\ndisplay(blocks!.length as number);",
    "TypeScript"
  );
  await lab.shows(lab.output(typed), /^\s*2\s*$/);
  await lab.edit(typed, "enum Kind {Plain}\nconst blocks = [];");
  await lab.says(typed, /enum is not available.*line 1, column 1/);
  await lab.add("const promised = new Promise((resolve) => setTimeout(() => resolve('kept'), 50))");
  await lab.add("const counted = (function* () { for (let i = 0; i < 5; ++i) yield i; })()");
  await lab.add(
    "const ticked = (async function* () { for (let i = 0; ; ++i) { yield i; await new Promise((r) => setTimeout(r, 20)); } })()"
  );
  await lab.add("const chosen = view(Inputs.range([0, 10], {value: 3, step: 1, label: 'chosen'}))");
  const all = await lab.add("display([promised, counted, ticked > 3, chosen].join(' '))");
  await lab.shows(lab.output(all), /kept 4 true 3/);
  await lab.page.locator("input[type=number]").last().fill("7");
  await lab.shows(lab.output(all), /kept 4 true 7/);
  // Inputs' own templates have handlers as attributes for a moment. The browser refuses and notes them; they work.
  expect(lab.faults.filter((fault) => !/inline event handler/.test(fault))).toEqual([]);
  await lab.close();
});

test("libraries are there without an import, the course's own modules by import", async () => {
  const lab = await openLab();
  const drawn = await lab.add(
    "display(Plot.plot({marks: [Plot.lineY(d3.range(5).map((i) => i * i))]}));\ndisplay(html`<b>${tex`H(x) = F(x) + x`}</b>`);\ndisplay(svg`<circle r=3>`);"
  );
  await lab.cell(drawn).locator("svg [aria-label=line] path").waitFor();
  await lab.cell(drawn).locator("b .katex").waitFor();
  const counted = await lab.add(
    'import {cifarResNet, parameterCount} from "./components/network.js";\nconst {errorChart} = await import("./components/charts.js");\ndisplay(parameterCount(cifarResNet({depth: 20}), [32, 32, 3]) + typeof errorChart);'
  );
  await lab.shows(lab.output(counted), /269722function/); // He et al. 2015, Table 6: 0.27M
  const own = await lab.add("const d3 = 'mine'");
  await lab.shows(lab.cell(own).locator(".cell-message"), /d3|range/);
  await lab.shows(lab.cell(drawn).locator(".cell-message"), /Cell 3/);
  await lab.press(own, "Remove");
  await lab.isFine(drawn);
  await closeWithoutFaults(lab);
});

test("a cell that runs again ends its last run: invalidation, generators, and what they show", async () => {
  const lab = await openLab();
  const ended = () => lab.page.evaluate(() => (window as unknown as {ended: string[]}).ended ?? []);
  const code = (name: string) =>
    `const timer = setInterval(() => display(${JSON.stringify(name)}), 20);\nconst note = (how) => (globalThis.ended ??= []).push(${JSON.stringify(name)} + how);\ninvalidation.then(() => { clearInterval(timer); note(" invalidated"); });\nconst ticks_${name} = (async function* () { try { for (let i = 0; ; ++i) { yield i; await new Promise((r) => setTimeout(r, 10)); } } finally { note(" returned"); } })();`;
  const key = await lab.add(code("first"));
  await lab.shows(lab.output(key), /first/);
  await lab.edit(key, code("second"));
  await lab.shows(lab.output(key), /second/);
  await expect.poll(ended).toEqual(expect.arrayContaining(["first invalidated", "first returned"]));
  await lab.page.waitForTimeout(200);
  expect(await lab.output(key).textContent()).not.toMatch(/first/);
  await lab.press(key, "Remove");
  await expect
    .poll(async () => (await ended()).sort())
    .toEqual(["first invalidated", "first returned", "second invalidated", "second returned"]);
  await closeWithoutFaults(lab);
});

test("what never ends, fails late, or goes in a circle can be edited away", async () => {
  const lab = await openLab();
  const source = await lab.add("const a = await new Promise(() => {})");
  const use = await lab.add("display('a is ' + a)");
  await lab.edit(source, "const a = 1");
  await lab.shows(lab.output(use), /a is 1/);
  await lab.edit(
    source,
    "const a = (async function* () {\n  yield 2;\n  await new Promise((r) => setTimeout(r, 100));\n  throw new Error('diverged');\n})()"
  );
  await lab.says(source, /diverged.*line 4/);
  expect(await lab.output(use).textContent()).toMatch(/a is 2/);
  await lab.edit(source, "const a = b");
  const circle = await lab.add("const b = a");
  await lab.says(circle, /circular definition/);
  await lab.edit(circle, "const b = 3");
  await lab.shows(lab.output(use), /a is 3/);
  for (const key of [source, use, circle]) await lab.isFine(key);
  await closeWithoutFaults(lab);
});

test("cells are added below others, moved, removed and brought back, and kept over a reload", async () => {
  const lab = await openLab();
  const sources = () =>
    lab.page.evaluate(() =>
      JSON.parse(localStorage.getItem("notebook:/course/lab")!).cells.map(
        (cell: {source: string}) => cell.source
      )
    );
  const one = await lab.add("const one = 1");
  const two = await lab.add("const two = one + 1");
  await lab.press(two, "Move up");
  await expect.poll(sources).toEqual(["const two = one + 1", "const one = 1"]);
  expect(await lab.page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toMatch(
    /^Move up/
  );
  await lab.press(two, "Add below");
  const between = (await lab.page.locator("editable-cell").nth(1).getAttribute("data-key"))!;
  await lab.edit(between, "display('two is ' + two)");
  await lab.shows(lab.output(between), /two is 2/);
  await lab.press(one, "Remove");
  await lab.says(two, /one is not defined/);
  expect(await lab.output(between).textContent()).toMatch(/two is 2/);
  await lab.page.getByRole("button", {name: /^Undo: remove/}).click();
  await lab.isFine(two);
  await expect.poll(sources).toEqual(["const two = one + 1", "display('two is ' + two)", "const one = 1"]);
  await lab.reload();
  await lab.shows(lab.page.locator("editable-cell").nth(1).locator(".observablehq--block"), /two is 2/);
  await closeWithoutFaults(lab);
});

test("a loop over a training ends with its cell", async () => {
  const lab = await openLab();
  const code = (steps: number) =>
    `import {train} from "./components/training.js";\nconst line = display(html\`<p>\`);\nfor await (const view of train({networks: ["cifar-resnet-8"], width: 4, batch: 8, steps: ${steps}})) line.textContent = view.text;`;
  const key = await lab.add(code(100_000));
  await lab.shows(lab.output(key), /step [1-9]/i);
  await lab.edit(key, code(99_999));
  await lab.shows(lab.output(key), /of 99999/);
  await expect.poll(() => workerCount(lab.page)).toBe(cores); // one trains, the other shares its kernels
  await lab.press(key, "Remove");
  await expect.poll(() => workerCount(lab.page)).toBe(0);
  await closeWithoutFaults(lab);
});

test("Undo brings back cells, notebooks, and what it took away itself", async () => {
  const lab = await openLab();
  const keys = [await lab.add("display('one')"), await lab.add("display('two')")];
  for (const key of keys) await lab.press(key, "Remove");
  const undo = lab.page.getByRole("button", {name: /^Undo/});
  await undo.click();
  await undo.click();
  const outputs = lab.page.locator("editable-cell .observablehq--block");
  await lab.shows(outputs.nth(0), /one/);
  await lab.shows(outputs.nth(1), /two/);
  await lab.choose("An empty notebook");
  await lab.add("display('an hour of work')");
  await undo.click();
  await lab.shows(outputs.nth(0), /one/);
  await undo.click();
  await lab.shows(outputs.last(), /an hour of work/);
  await closeWithoutFaults(lab);
});

test("a notebook goes out as Markdown that Framework builds, and comes in again without running", async () => {
  const lab = await openLab();
  await lab.page.getByLabel("Title").fill("Depth & width");
  await lab.add("const depth = 56; // ```");
  await lab.add("const typed: number = depth", "TypeScript");
  const [download] = await Promise.all([lab.page.waitForEvent("download"), lab.choose("Download Markdown")]);
  expect(download.suggestedFilename()).toBe("depth-width.md");
  const markdown = await readFile(await download.path(), "utf8");
  expect(notebookFromMarkdown(markdown)).toEqual({
    title: "Depth & width",
    text: "",
    cells: [
      {lang: "js", source: "const depth = 56; // ```"},
      {lang: "ts", source: "const typed: number = depth"}
    ]
  });
  const file = (text: string) => ({name: "other.md", mimeType: "text/markdown", buffer: Buffer.from(text)});
  await lab.page
    .locator("input[type=file]")
    .setInputFiles(file("# Other\n\nSome text.\n\n```js editable\nwindow.hasRun = true;\n```\n"));
  await lab.shows(lab.page.locator("editable-cell pre"), /hasRun/);
  expect(await lab.page.locator(".cell-title").textContent()).toBe("Cell 1");
  await lab.page.waitForTimeout(300);
  await lab.reload();
  await lab.page.waitForTimeout(500);
  expect(await lab.page.evaluate(() => "hasRun" in window)).toBe(false);
  const harmless = await lab.add("display('fine')");
  await lab.shows(lab.output(harmless), /fine/);
  await lab.reload(); // what ran runs again, what did not does not
  await lab.shows(lab.page.locator("editable-cell .observablehq--block").last(), /fine/);
  expect(await lab.page.evaluate(() => "hasRun" in window)).toBe(false);
  await lab.choose("Run all");
  await expect.poll(() => lab.page.evaluate(() => "hasRun" in window)).toBe(true);
  await lab.page.locator("input[type=file]").setInputFiles(file("# Nothing\n\nNo code here.\n"));
  await lab.shows(lab.page.locator(".notebook output"), /other.md: invalid notebook: no cells/);
  await lab.shows(lab.page.locator("editable-cell pre").first(), /hasRun/);
  await closeWithoutFaults(lab);
});

test("a link carries the whole notebook, and runs nothing before the reader agrees", async () => {
  const lab = await openLab();
  await lab.page.evaluate(() => (navigator.clipboard.writeText = async (text) => void (window.name = text)));
  await lab.add("window.hasRun = true; display('shared')");
  await lab.choose("Copy link");
  await lab.shows(lab.page.locator(".notebook output"), /Copied/);
  const {hash} = new URL(await lab.page.evaluate(() => window.name));
  await closeWithoutFaults(lab);
  const other = await openLab(hash);
  const banner = other.page.locator(".cells-banner");
  await other.shows(banner.locator("ins"), /hasRun/);
  await other.page.waitForTimeout(800);
  expect(await other.page.evaluate(() => "hasRun" in window)).toBe(false);
  await banner.getByRole("button", {name: "Run this code"}).click();
  await other.shows(other.page.locator(".notebook .observablehq--block").first(), /shared/);
  await closeWithoutFaults(other);
});

test("a course's name that is not imported yet is completed, and its import comes with it", async () => {
  const lab = await openLab();
  const {page} = lab;
  const key = await lab.add('import {conv} from "./components/network.js";');
  const content = lab.cell(key).locator(".cm-content");
  await lab.isFine(key);
  await content.focus();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("\nconst F = seq");
  await lab.shows(content.locator(".cm-line").last(), /^const F = seq$/);
  const chosen = page.locator(".cm-tooltip-autocomplete li[aria-selected]");
  await lab.shows(chosen, /^sequence/);
  await chosen.click();
  await page.keyboard.type("(conv(8, 3))");
  await page.keyboard.press("Shift+Enter");
  await expect
    .poll(() => content.locator(".cm-line").allTextContents())
    .toEqual(['import {conv, sequence} from "./components/network.js";', "const F = sequence(conv(8, 3))"]);
  await lab.isFine(key);
  await closeWithoutFaults(lab);
});

describe("starting points", () => {
  test.each([
    "20 against 56 layers",
    "Cardinality at equal cost",
    "Shortcuts multiplied by λ",
    "ReLU against tanh"
  ])("%s runs as it is, and trains", async (name) => {
    const lab = await openLab();
    await lab.choose(name);
    const status = lab.page.locator("editable-cell p.status");
    await lab.shows(status, /step [1-9]/i);
    expect(await lab.page.locator(".cell-message:not(:empty)").allTextContents()).toEqual([]);
    expect(await lab.page.locator("editable-cell svg").count()).toBeGreaterThan(0);
    expect(workerCount(lab.page)).toBe(cores);
    await lab.choose("An empty notebook");
    await expect.poll(() => workerCount(lab.page)).toBe(0);
    await closeWithoutFaults(lab);
  });

  test("an edit of cardinality moves the networks, their table and the live curves", async () => {
    const lab = await openLab();
    await lab.choose("Cardinality at equal cost");
    const keyOf = (text: RegExp) =>
      lab.page.locator("editable-cell", {hasText: text}).first().getAttribute("data-key");
    await lab.page.locator("editable-cell p.status").waitFor();
    const key = (await keyOf(/const cardinalities/))!;
    await lab.edit(key, "const cardinalities = [1, 16];\nconst width = 8;");
    const table = lab.page.locator("editable-cell table");
    await lab.shows(table, /resnext-29-16x1d/);
    expect(await table.locator("tbody tr").count()).toBe(2);
    await lab.shows(lab.page.locator("editable-cell .error-chart"), /resnext-29-16x1d/);
    await lab.shows(lab.page.locator("editable-cell p.status"), /step [1-9]/i);
    expect(workerCount(lab.page)).toBe(cores);
    await closeWithoutFaults(lab);
  });
});
