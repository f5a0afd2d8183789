import {afterEach, describe, expect, test, vi} from "vitest";
import type {CellDefinition} from "../../../components/notebook/graph/runtime.js";
import {closePage, openPage} from "../stubs/frameworkPage.js";

// Framework's own client and runtime, in jsdom. tests/browser opens built pages in a browser.

afterEach(() => {
  vi.useRealTimers();
  closePage();
});

type Display = (value: unknown) => unknown;

const never = new Promise<never>(() => {});

/** Words as an element: a string would be shown in quotes, as a console shows it. */
function words(text: string): Element {
  return Object.assign(document.createElement("span"), {textContent: text});
}

/** Old code has 200 ms to end by itself. */
function afterGrace(): void {
  vi.advanceTimersByTime(201);
}

/** A cell that gives *value* to *name*. */
function gives(name: string, value: unknown): CellDefinition {
  return {inputs: [], outputs: [name], body: () => ({[name]: value})};
}

/** A cell that gives to *name* what *make* makes of the value of *input*. */
function makes(name: string, input: string, make: (value: never) => unknown): CellDefinition {
  return {inputs: [input], outputs: [name], body: (value: never) => ({[name]: make(value)})};
}

/** A cell that shows the value of *name*. */
function shows(name: string): CellDefinition {
  return {
    inputs: [name, "display"],
    outputs: [],
    body: (value: unknown, display: Display) => void display(words(`${name} is ${String(value)}`))
  };
}

/** An expression in a line that shows the value of *name*. */
function inline(name: string): CellDefinition & {mode: "inline"} {
  return {...shows(name), mode: "inline"};
}

/** A cell that shows *texts*. */
function displays(...texts: string[]): CellDefinition {
  const body = (display: Display) => texts.forEach((text) => display(words(text)));
  return {inputs: ["display"], outputs: [], body};
}

/** A cell that fails. */
function fails(message: string, outputs: string[] = []): CellDefinition {
  return {
    ...{inputs: [], outputs},
    body: () => {
      throw new TypeError(message);
    }
  };
}

/** A cell whose *name* counts on and on, and that tells *log* how its generator and its `invalidation` go. */
function counts(name: string, log: string[], from = 0): CellDefinition {
  async function* count() {
    log.push("begun");
    try {
      for (let i = from; ; ++i) {
        yield i;
        await new Promise(setImmediate);
      }
    } finally {
      log.push("returned");
    }
  }
  return {
    inputs: ["invalidation"],
    outputs: [name],
    body: (invalidation: Promise<unknown>) => {
      void invalidation.then(() => log.push("invalidated"));
      return {[name]: count()};
    }
  };
}

describe("replace(definition)", () => {
  test("of a built cell is followed by all that depends on it, in blocks and in lines", async () => {
    const {edit, settle, text} = await openPage({
      depth: gives("depth", 20),
      blocks: makes("blocks", "depth", (depth: number) => (depth - 2) / 6),
      block: shows("blocks"),
      line: inline("depth")
    });
    expect([text("block"), text("line")]).toEqual(["blocks is 3", "depth is 20"]);
    const {cell, reports} = edit("depth");
    await settle();
    expect(reports).toEqual(["fulfilled"]);
    await cell.replace(gives("depth", 56));
    await settle();
    expect([text("block"), text("line")]).toEqual(["blocks is 9", "depth is 56"]);
    expect(reports).toEqual(["fulfilled", "pending", "fulfilled"]);
    expect(cell.outputs).toEqual(["depth"]);
  });

  test("of an added cell is followed too, and so are its inputs", async () => {
    const {edit, settle, text} = await openPage({depth: gives("depth", 20)}, {empty: ["a", "b"]});
    const [a, b] = [edit("a").cell, edit("b").cell];
    expect([a.original, a.outputs]).toEqual([undefined, []]);
    await b.replace(shows("doubled"));
    await a.replace(makes("doubled", "depth", (depth: number) => 2 * depth));
    await settle();
    expect(text("b")).toBe("doubled is 40");
    const depth = edit("depth").cell;
    await depth.replace(gives("depth", 56));
    await settle();
    expect(text("b")).toBe("doubled is 112");
  });

  test("of the original brings the built cell back", async () => {
    const {edit, settle, text} = await openPage({
      depth: gives("depth", 20),
      chart: {
        inputs: ["depth", "display", "invalidation"],
        body: (depth: number, display: Display, invalidation: unknown) =>
          void display(words(`${depth} ${invalidation instanceof Promise}`))
      }
    });
    const chart = edit("chart").cell;
    expect(chart.original).toMatchObject({inputs: ["depth", "display", "invalidation"], outputs: []});
    await chart.replace(displays("other"));
    await settle();
    expect(text("chart")).toBe("other");
    await chart.replace(chart.original!);
    await settle();
    expect(text("chart")).toBe("20 true");
  });

  test("with other outputs frees the old names, and gives the new ones to what waited for them", async () => {
    const {edit, settle, text, block} = await openPage({
      a: gives("a", 1),
      ofA: shows("a"),
      ofB: shows("b")
    });
    expect(text("ofB")).toContain("b is not defined");
    const {cell} = edit("a");
    await cell.replace(gives("b", 2));
    await settle();
    expect(cell.outputs).toEqual(["b"]);
    expect(text("ofB")).toBe("b is 2");
    expect(text("ofA")).toBe("a is 1"); // its last result, and marked as such
    expect(block("ofA").hasAttribute("data-stale")).toBe(true);
    await cell.replace({inputs: [], outputs: ["a", "b"], body: () => ({a: 3, b: 4})});
    await settle();
    expect([text("ofA"), text("ofB")]).toEqual(["a is 3", "b is 4"]);
    expect(block("ofA").hasAttribute("data-stale")).toBe(false);
  });

  test("leaves its last result to a cell that started after the graph was opened", async () => {
    const cells = {a: gives("a", 1), ofA: shows("a")};
    const {edit, settle, start, text, block} = await openPage(cells, {later: ["ofA"]});
    const {cell} = edit("a");
    await cell.replace(gives("a", 2));
    start("ofA");
    await settle();
    expect(text("ofA")).toBe("a is 2");
    await cell.replace(gives("b", 3));
    await settle();
    expect(text("ofA")).toBe("a is 2");
    expect(block("ofA").hasAttribute("data-stale")).toBe(true);
    await cell.replace(gives("a", 4));
    await settle();
    expect(text("ofA")).toBe("a is 4");
    expect(block("ofA").hasAttribute("data-stale")).toBe(false);
  });

  test("with a name that another cell defines is refused, and nothing changes", async () => {
    const log: string[] = [];
    const {edit, settle, text, graph} = await openPage(
      {a: counts("a", log), b: gives("b", 2), ofB: shows("b")},
      {empty: ["added"]}
    );
    const {cell} = edit("a");
    const {cell: added} = edit("added");
    await added.replace(gives("c", 3));
    for (const name of ["b", "c"]) {
      const refused = cell.replace({inputs: [], outputs: ["free", name], body: () => ({})});
      await expect(refused).rejects.toThrow(
        new SyntaxError(`${name} is already defined by another cell of this page`)
      );
    }
    await expect(added.replace(gives("a", 4))).rejects.toThrow(
      /^a is already defined by another cell of this page$/
    );
    await settle();
    expect([cell.outputs, added.outputs]).toEqual([["a"], ["c"]]);
    expect(log).toEqual(["begun"]);
    expect(text("ofB")).toBe("b is 2");
    expect(graph.names()).not.toContain("free");
  });

  test("with one name at the same moment succeeds for one cell alone", async () => {
    const {edit, settle, text} = await openPage({ofA: shows("a")}, {empty: ["first", "second"]});
    const [first, second] = [edit("first").cell, edit("second").cell];
    const results = await Promise.allSettled([first.replace(gives("a", 1)), second.replace(gives("a", 2))]);
    await settle();
    expect(results.map(({status}) => status)).toEqual(["fulfilled", "rejected"]);
    expect(text("ofA")).toBe("a is 1");
  });

  test("gives a cell `view`, and what it views follows the reader", async () => {
    const {edit, settle, text, block, document} = await openPage({a: gives("a", 1), ofA: shows("a")});
    const {cell} = edit("a");
    const input = Object.assign(document.createElement("input"), {type: "range", value: "7"});
    await cell.replace({
      inputs: ["view"],
      outputs: ["a"],
      body: (view: (element: Element) => unknown) => ({a: view(input)})
    });
    await settle();
    expect(block("a").contains(input)).toBe(true);
    expect(text("ofA")).toBe("a is 7");
    input.value = "9";
    input.dispatchEvent(new Event("input"));
    await settle();
    expect(text("ofA")).toBe("a is 9");
  });
});

describe("replace(definition) while a promise is pending", () => {
  test("lets all that waits for it go on", async () => {
    const {edit, settle, text} = await openPage({
      run: gives("run", never),
      loss: makes("loss", "run", (run: number) => run / 2),
      ofRun: shows("run"),
      ofLoss: shows("loss"),
      line: inline("loss")
    });
    const {cell, reports} = edit("run");
    expect([text("ofRun"), text("ofLoss"), text("line")]).toEqual(["", "", ""]);
    await cell.replace(gives("run", 4));
    await settle();
    expect([text("ofRun"), text("ofLoss"), text("line")]).toEqual(["run is 4", "loss is 2", "loss is 2"]);
    expect(reports.at(-1)).toBe("fulfilled");
  });

  test("lets it go on each time, also of an edited cell, and of one that stopped in its middle", async () => {
    const {edit, settle, text} = await openPage({run: gives("run", 1), ofRun: shows("run")});
    const {cell} = edit("run");
    for (const value of [2, 3]) {
      await cell.replace(gives("run", never));
      await settle();
      await cell.replace({inputs: [], outputs: ["run"], body: () => never.then(() => ({run: 0}))});
      await settle();
      expect(text("ofRun")).toBe(`run is ${value - 1}`);
      await cell.replace(gives("run", value));
      await settle();
      expect(text("ofRun")).toBe(`run is ${value}`);
    }
  });

  test("takes the place of a cell that waits for the reader", async () => {
    const standIn: CellDefinition = {
      inputs: ["invalidation"],
      outputs: ["run"],
      body: (invalidation: Promise<unknown>) => ({run: invalidation.then(() => {})})
    };
    const {edit, settle, text} = await openPage({run: standIn, ofRun: shows("run")});
    const {cell} = edit("run");
    await cell.replace(gives("run", 1));
    await settle();
    expect(text("ofRun")).toBe("run is 1");
    await cell.replace(cell.original!);
    await settle();
    expect(text("ofRun")).toBe("run is 1");
    await cell.replace(gives("run", 2));
    await settle();
    expect(text("ofRun")).toBe("run is 2");
  });
});

describe("the code that is replaced", () => {
  test("ends: its generators return, and its `invalidation` resolves", async () => {
    const log: string[] = [];
    const {edit, settle, text} = await openPage({a: counts("a", log), ofA: shows("a")});
    const {cell} = edit("a");
    expect(log).toEqual(["begun"]);
    expect(text("ofA")).toMatch(/^a is \d+$/);
    for (let i = 0; i < 3; ++i) {
      await cell.replace(counts("a", log, 1000 * (i + 1)));
      await settle();
      expect(log.filter((word) => word === "begun")).toHaveLength(i + 2);
      expect(log.filter((word) => word === "returned")).toHaveLength(i + 1);
      expect(log.filter((word) => word === "invalidated")).toHaveLength(i + 1);
      expect(text("ofA")).toMatch(new RegExp(`^a is ${i + 1}\\d{3}$`));
    }
    await cell.remove();
    await settle();
    expect(log.filter((word) => word === "returned")).toHaveLength(4);
    expect(log.filter((word) => word === "invalidated")).toHaveLength(4);
    expect(cell.outputs).toEqual([]);
  });

  test("leaves one generator at work after ten replaces at once, and after ten in a row", async () => {
    const log: string[] = [];
    const {edit, settle, text} = await openPage({a: counts("a", log), ofA: shows("a")});
    const {cell} = edit("a");
    const alive = () =>
      log.filter((word) => word === "begun").length - log.filter((word) => word === "returned").length;
    await Promise.all(Array.from({length: 10}, (_, i) => cell.replace(counts("a", log, 1000 * (i + 1)))));
    await settle();
    expect(alive()).toBe(1);
    expect(text("ofA")).toMatch(/^a is 10\d{3}$/);
    expect(cell.outputs).toEqual(["a"]);
    for (let i = 0; i < 10; ++i) await cell.replace(counts("a", log, 100_000 * (i + 1)));
    await settle();
    expect(alive()).toBe(1);
    expect(text("ofA")).toMatch(/^a is 10000\d\d$/);
    void cell.replace(counts("a", log));
    await cell.remove();
    await settle();
    expect(alive()).toBe(0);
    expect(cell.outputs).toEqual([]);
  });

  test("is removed after a first replace that has yet to load what defines cells", async () => {
    const log: string[] = [];
    const {edit, settle} = await openPage({}, {empty: ["added"]});
    const {cell} = edit("added");
    const replaced = cell.replace(counts("a", log));
    await cell.remove();
    await replaced;
    await settle();
    expect(log.filter((word) => word === "begun")).toHaveLength(0);
    expect(cell.outputs).toEqual([]);
  });

  test("gets an error from `display`, built or edited, and adds nothing to what shows", async () => {
    const kept: Display[] = [];
    const keeps = (value: string): CellDefinition => ({
      inputs: ["display"],
      outputs: [],
      body: (display: Display) => {
        kept.push(display);
        display(words(value));
      }
    });
    const {edit, settle, text} = await openPage({a: keeps("built")});
    vi.useFakeTimers({toFake: ["performance"]});
    const {cell} = edit("a");
    const late = (n: number) => kept[n](words("late"));
    expect(text("a")).toBe("built");
    await cell.replace(keeps("first"));
    await settle();
    expect(() => late(0)).toThrow(/^stale display$/);
    expect(text("a")).toBe("first");
    await cell.replace(keeps("second"));
    await settle();
    late(1); // a timer that has not yet heard: nothing is shown, nothing thrown
    expect(text("a")).toBe("second");
    afterGrace();
    for (const n of [0, 1]) expect(() => late(n)).toThrow(/^stale display$/);
    const more = words("more");
    expect(kept[2](more)).toBe(more);
    expect(text("a")).toMatch(/^second\s*more$/);
    await cell.remove();
    await settle();
    late(2);
    expect(text("a")).toBe("");
    afterGrace();
    for (const n of [0, 1, 2]) expect(() => late(n)).toThrow(/^stale display$/);
    expect(text("a")).toBe("");
  });

  test("gets an error from `display` of an earlier run, once a later one has shown something", async () => {
    const kept: Display[] = [];
    const {edit, settle, text} = await openPage({depth: gives("depth", 1), a: {}});
    await edit("a").cell.replace({
      inputs: ["depth", "display"],
      outputs: [],
      body: (depth: number, display: Display) => {
        kept.push(display);
        display(depth);
      }
    });
    await settle();
    await edit("depth").cell.replace(gives("depth", 2));
    await settle();
    expect(kept).toHaveLength(2);
    expect(() => kept[0]("late")).toThrow(/^stale display$/);
    expect(text("a")).toBe("2");
  });

  test("tells nobody of what becomes of it afterwards", async () => {
    let reject = (_: Error) => {};
    const {edit, settle, text, block} = await openPage({a: gives("a", 1), ofA: shows("a")});
    const {cell, reports} = edit("a");
    await cell.replace(gives("a", new Promise((_, no) => (reject = no))));
    await settle();
    await cell.replace(gives("a", 2));
    await settle();
    reject(new Error("too late"));
    await settle();
    expect(reports.filter((report) => report.includes("late"))).toEqual([]);
    expect(text("ofA")).toBe("a is 2");
    expect(block("ofA").hasAttribute("data-stale")).toBe(false);
  });
});

describe("what a cell showed", () => {
  test("stays until its new code shows something", async () => {
    let go = () => {};
    const {edit, settle, text, block} = await openPage({a: displays("one", "two")});
    const {cell} = edit("a");
    const slow = (value: string): CellDefinition => ({
      inputs: ["display"],
      outputs: [],
      body: async (display: Display) => {
        await new Promise<void>((resolve) => (go = resolve));
        display(words(value));
      }
    });
    for (const [before, after] of [
      [/^one\s*two$/, "three"],
      [/^three$/, "four"]
    ] as const) {
      await cell.replace(slow(after));
      await settle();
      expect(text("a")).toMatch(before);
      go();
      await settle();
      expect(text("a")).toBe(after);
    }
    expect(block("a").childElementCount).toBe(1);
  });

  test("stays until its new code ends without showing anything", async () => {
    for (const definition of [displays(), gives("b", 1)]) {
      let go = () => {};
      const {edit, settle, text} = await openPage({a: displays("shown")});
      await edit("a").cell.replace({
        ...definition,
        body: async (...values: never[]) => {
          await new Promise<void>((resolve) => (go = resolve));
          return definition.body(...values);
        }
      });
      await settle();
      expect(text("a")).toBe("shown");
      go();
      await settle();
      expect(text("a")).toBe("");
    }
  });

  test("stays where its new code fails", async () => {
    const {edit, settle, text} = await openPage({a: displays("shown")});
    const {cell, reports} = edit("a");
    await cell.replace(fails("no such function"));
    await settle();
    expect(text("a")).toBe("shown");
    expect(reports.at(-1)).toBe("TypeError: no such function");
    await cell.replace(displays("fixed"));
    await settle();
    expect(text("a")).toBe("fixed");
    expect(reports.at(-1)).toBe("fulfilled");
  });

  test("goes with the cell", async () => {
    const {edit, settle, text, block} = await openPage({a: displays("built")}, {empty: ["b"]});
    const [a, b] = [edit("a").cell, edit("b").cell];
    await b.replace(displays("added"));
    await settle();
    expect(text("b")).toBe("added");
    await a.remove(); // as it was built: that is Framework's to end, as its preview does
    await settle();
    expect(text("a")).toBe("built");
    await a.replace(displays("edited"));
    await Promise.all([a.remove(), b.remove()]);
    await settle();
    expect([text("a"), block("a").childElementCount, text("b")]).toEqual(["", 0, ""]);
    await b.replace(displays("again"));
    await settle();
    expect(text("b")).toBe("again");
  });

  test("is the node itself, a fragment's nodes, or what a console would show", async () => {
    const {edit, settle, text, block, document} = await openPage({a: {}});
    const node = document.createElement("b");
    const fragment = document.createDocumentFragment();
    fragment.append(document.createElement("i"), "text");
    const {cell} = edit("a");
    await cell.replace({
      inputs: ["display"],
      outputs: [],
      body: (display: Display) => [node, fragment, {depth: 56}, "words"].forEach((value) => display(value))
    });
    await settle();
    expect(block("a").contains(node)).toBe(true);
    expect(block("a").querySelector("i")).not.toBeNull();
    expect(text("a")).toMatch(/text.*depth: 56.*words/s);
    await cell.replace(displays());
    await settle();
    expect(text("a")).toBe("");
  });
});

describe("an error", () => {
  /** A page in which `depth` is edited: something built depends on it in each way. */
  async function page() {
    const opened = await openPage({
      depth: gives("depth", 20),
      ofDepth: shows("depth"),
      checked: {
        inputs: ["depth", "display"],
        body: (depth: number, display: Display) => {
          if (depth > 100) throw new RangeError("too deep");
          display(words(`checked ${depth}`));
        }
      },
      line: inline("depth"),
      alone: displays("alone")
    });
    return {...opened, ...opened.edit("depth")};
  }

  const names = ["ofDepth", "checked", "line"];

  test("keeps the last results of all that depends on the cell, and marks them", async () => {
    const {cell, settle, text, block, reports} = await page();
    await cell.replace(fails("no such function", ["depth"]));
    await settle();
    expect(reports.at(-1)).toBe("TypeError: no such function");
    expect(names.map(text)).toEqual(["depth is 20", "checked 20", "depth is 20"]);
    for (const name of names) {
      expect(block(name).hasAttribute("data-stale"), name).toBe(true);
      expect(block(name).querySelector("[role=alert]"), name).toBeNull(); // it is told at the cell
    }
    expect(block("alone").hasAttribute("data-stale")).toBe(false);
    await cell.replace(gives("depth", 56));
    await settle();
    expect(names.map(text)).toEqual(["depth is 56", "checked 56", "depth is 56"]);
    for (const name of names) expect(block(name).hasAttribute("data-stale"), name).toBe(false);
  });

  test("of a promise, and of a generator after its first values, does the same", async () => {
    const {cell, settle, text, block, reports} = await page();
    await cell.replace({
      inputs: [],
      outputs: ["depth"],
      body: () => ({depth: Promise.reject(new Error("no network"))})
    });
    await settle();
    expect(text("line")).toBe("depth is 20");
    expect(block("line").hasAttribute("data-stale")).toBe(true);
    expect(reports.filter((report) => report.includes("no network"))).toHaveLength(1);
    await cell.replace({
      inputs: [],
      outputs: ["depth"],
      body: () => ({
        depth: (async function* () {
          yield 32;
          yield 44;
          throw new Error("out of memory");
        })()
      })
    });
    await settle();
    expect(text("line")).toBe("depth is 44");
    expect(block("line").hasAttribute("data-stale")).toBe(true);
    expect(reports.filter((report) => report.includes("out of memory"))).toHaveLength(1);
    expect(reports.at(-1)).toContain("out of memory");
  });

  test("of a built cell is reported once, also of its generator after its first values", async () => {
    let fail = (_: Error) => {};
    async function* count() {
      yield 1;
      await new Promise((_, no) => (fail = no));
    }
    const {edit, settle, text, block} = await openPage({
      run: {outputs: ["run"], body: () => ({run: count()})},
      ofRun: shows("run"),
      failed: fails("at once", ["result"])
    });
    const [run, failed] = [edit("run"), edit("failed")];
    await settle();
    expect(run.reports).toEqual(["fulfilled"]);
    expect(failed.reports).toEqual(["TypeError: at once"]);
    fail(new Error("out of memory"));
    await settle();
    expect(run.reports.map((report) => report.includes("out of memory"))).toEqual([false, true]);
    expect(text("ofRun")).toBe("run is 1");
    expect(block("ofRun").hasAttribute("data-stale")).toBe(true);
  });

  test("of an ordinary cell keeps its last result, marked, with a word on the cell that has caused the error, until it is fixed", async () => {
    const {cell, blamed, settle, text, block} = await page();
    for (const depth of [110, 1202]) {
      await cell.replace(gives("depth", depth));
      await settle();
      expect(text("checked")).toMatch(/^checked 20What stands here is from before/);
      expect(block("checked").querySelectorAll("[role=note]")).toHaveLength(1);
      expect(blamed()).toEqual(["RangeError: too deep"]);
      expect(block("checked").hasAttribute("data-stale")).toBe(true);
      expect(text("ofDepth")).toBe(`depth is ${depth}`);
      expect(block("ofDepth").hasAttribute("data-stale")).toBe(false);
    }
    await cell.replace(gives("depth", 56));
    await settle();
    expect(text("checked")).toBe("checked 56");
    expect(block("checked").querySelector("[role=note]")).toBeNull();
    expect(blamed()).toEqual([]);
    expect(block("checked").hasAttribute("data-stale")).toBe(false);
  });

  test("of a cell that never showed a result is shown as Framework shows it", async () => {
    const {edit, settle, text, block} = await openPage({
      a: gives("a", never),
      b: makes("b", "a", () => nothing()),
      ofB: shows("b")
    });
    const {cell} = edit("a");
    await cell.replace(gives("a", 1));
    await settle();
    expect(text("b")).toBe("RangeError: nothing");
    expect(block("b").querySelector(".observablehq--error")).not.toBeNull();
    expect(text("ofB")).toContain("nothing");
  });

  test("of names that depend on each other is reported, and goes when the circle is broken", async () => {
    const {edit, settle, text} = await openPage({
      a: gives("a", 1),
      b: makes("b", "a", String),
      ofB: shows("b")
    });
    const {cell, reports} = edit("a");
    await cell.replace(makes("a", "b", String));
    await settle();
    expect(reports.at(-1)).toContain("circular definition");
    expect(text("ofB")).toBe("b is 1");
    await cell.replace(gives("a", 2));
    await settle();
    expect(reports.at(-1)).toBe("fulfilled");
    expect(text("ofB")).toBe("b is 2");
  });

  test("of a name that is nowhere defined is told at the cell, and goes when a cell defines it", async () => {
    const {edit, settle, text} = await openPage({}, {empty: ["a", "b"]});
    const [a, b] = [edit("a"), edit("b")];
    await a.cell.replace(shows("later"));
    await settle();
    expect(a.reports.at(-1)).toBe("RuntimeError: later is not defined");
    await b.cell.replace(gives("later", 1));
    await settle();
    expect(text("a")).toBe("later is 1");
    expect(a.reports.at(-1)).toBe("fulfilled");
  });
});

function nothing(): never {
  throw new RangeError("nothing");
}

describe("offer(name, value)", () => {
  test("is computed once something refers to it, and once only", async () => {
    const load = vi.fn(() => Promise.resolve("a library"));
    const {edit, graph, settle, text} = await openPage({}, {empty: ["a", "b"]});
    graph.offer("Plot", load);
    await settle();
    expect(load).not.toHaveBeenCalled();
    expect(graph.names()).toContain("Plot");
    await edit("a").cell.replace(shows("Plot"));
    await settle();
    expect(text("a")).toBe("Plot is a library");
    await edit("b").cell.replace(shows("Plot"));
    await settle();
    expect(text("b")).toBe("Plot is a library");
    expect(load).toHaveBeenCalledOnce();
  });

  test("gives way to a cell that defines the name, and comes back when it is removed or renames it", async () => {
    const {edit, graph, settle, text} = await openPage({}, {empty: ["a", "b"]});
    graph.offer("d3", () => "a library");
    const [a, b] = [edit("a").cell, edit("b").cell];
    await a.replace(shows("d3"));
    await settle();
    expect(text("a")).toBe("d3 is a library");
    await b.replace(gives("d3", "my own"));
    await settle();
    expect(text("a")).toBe("d3 is my own");
    await b.replace(gives("e3", "my own"));
    await settle();
    expect(text("a")).toBe("d3 is a library");
    await b.replace(gives("d3", "my own again"));
    await settle();
    expect(text("a")).toBe("d3 is my own again");
    await b.remove();
    await settle();
    expect(text("a")).toBe("d3 is a library");
    expect(graph.names().filter((name) => name === "d3")).toHaveLength(1);
  });

  test("leaves a name alone that the page defines, until it is free", async () => {
    const {edit, graph, settle, text} = await openPage({
      html: gives("html", "of the page"),
      of: shows("html")
    });
    graph.offer("html", () => "a library");
    await settle();
    expect(text("of")).toBe("html is of the page");
    await edit("html").cell.replace(gives("other", 1));
    await settle();
    expect(text("of")).toBe("html is a library");
  });

  test("mends a built cell that refers to the name in vain", async () => {
    const {graph, settle, text} = await openPage({a: shows("kernels")});
    expect(text("a")).toContain("kernels is not defined");
    graph.offer("kernels", () => "a library");
    await settle();
    expect(text("a")).toBe("kernels is a library");
  });

  test("that fails is told at the cell that refers to it", async () => {
    const {edit, graph, settle} = await openPage({}, {empty: ["a"]});
    graph.offer("Plot", () => Promise.reject(new Error("no network")));
    const {cell, reports} = edit("a");
    await cell.replace(shows("Plot"));
    await settle();
    expect(reports.at(-1)).toBe("RuntimeError: no network");
  });
});

describe("a graph", () => {
  test("has one instance a page", async () => {
    const {graph} = await openPage({});
    const {openGraph} = await import("../../../components/notebook/graph/graph.js");
    expect(await openGraph()).toBe(graph);
  });

  test("missing(outputs) are those that something refers to and that would be gone", async () => {
    const {edit, settle} = await openPage(
      {
        a: {outputs: ["a", "b", "c"], body: () => ({a: 1, b: 2, c: 3})},
        ofA: shows("a"),
        line: inline("b")
      },
      {empty: ["added"]}
    );
    const {cell} = edit("a");
    expect(cell.missing(["a", "b", "c"])).toEqual([]);
    expect(cell.missing(["b"])).toEqual(["a"]);
    expect(cell.missing([])).toEqual(["a", "b"]);
    await cell.replace({inputs: [], outputs: ["b", "c"], body: () => ({b: 2, c: 3})});
    await settle();
    expect(cell.missing([])).toEqual(["b"]);
    const added = edit("added").cell;
    expect(added.missing([])).toEqual([]);
    await added.replace(shows("c"));
    await settle();
    expect(cell.missing([])).toEqual(["b", "c"]);
  });

  test("names() are those that cells define or libraries have, but for the build's own, and no others", async () => {
    const {edit, graph, settle} = await openPage(
      {a: gives("a", 1), ofNone: shows("nowhere"), b_1$: gives("b_1$", 1), own: gives("$own", 1)},
      {empty: ["added"]}
    );
    graph.offer("d3", () => 1);
    const added = edit("added").cell;
    await added.replace(gives("λ", 1));
    await settle();
    expect(graph.names().sort()).toEqual(["a", "b_1$", "d3", "λ"]);
    await added.remove();
    await edit("a").cell.replace(gives("renamed", 1));
    await settle();
    expect(graph.names().sort()).toEqual(["b_1$", "d3", "renamed"]);
  });

  test("adopt(block) throws for a block that Framework has not defined", async () => {
    const {document, graph} = await openPage({a: {}});
    const block = document.createElement("div");
    const observer = {pending() {}, fulfilled() {}, rejected() {}};
    expect(() => graph.adopt(block, observer)).toThrow(
      /^missing cell: <div><\/div>; Framework has not defined it$/
    );
  });

  test("adopt(block) reports on a cell that failed before it was adopted", async () => {
    const {edit, settle} = await openPage({a: fails("at once")});
    const {reports} = edit("a");
    await settle();
    expect(reports).toEqual(["TypeError: at once"]);
  });
});
