// @vitest-environment jsdom
import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {unravelLab} from "../../components/exhibits/unravelLab.js";
import {microtasks} from "../panels/fakeWorkers.js";
import {fakeResizeObserver} from "../panels/resizeObserver.js";

let observers: ReturnType<typeof fakeResizeObserver>;

beforeEach(() => void (observers = fakeResizeObserver()));
afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

function create(options: {invalidation?: Promise<unknown>} = {}) {
  const element = unravelLab(options);
  document.body.append(element);
  const blocks = element.querySelector<HTMLInputElement>("input[type=number]")!;
  const input = (field: HTMLInputElement) => field.dispatchEvent(new Event("input", {bubbles: true}));
  const events: unknown[] = [];
  element.addEventListener("input", () => events.push(element.value));
  return {
    element,
    events,
    blocks,
    set(value: number | string) {
      blocks.value = String(value);
      input(blocks);
    },
    choose(value: number) {
      const radio = element.querySelector<HTMLInputElement>(`input[type=radio][value="${value}"]`)!;
      radio.checked = true;
      input(radio);
    },
    press: (selector: string) =>
      element.querySelector(selector)!.dispatchEvent(new MouseEvent("click", {bubbles: true})),
    button: (text: string) =>
      [...element.querySelectorAll("button")].find(({textContent}) => textContent!.trim() === text),
    count: (selector: string) => element.querySelectorAll(selector).length,
    lit: () => element.querySelector<SVGElement>(".path.lit")?.dataset.path,
    product: () => element.querySelector(".unravel-terms > p")!.textContent!.replace(/\s+/g, " ").trim(),
    totals: () => element.querySelector(".diagram-totals")!.textContent,
    alert: () => element.querySelector<HTMLElement>("[role=alert]")!
  };
}

describe("unravelLab()", () => {
  test("is of three basic blocks at first, as a formula and as its eight paths", () => {
    const {element, product, count, totals, alert, blocks} = create();
    expect([element.getAttribute("role"), element.className]).toEqual(["group", "run lab"]);
    expect(product()).toBe("y = (1 + F3)(1 + F2)(1 + F1) x");
    expect([count(".path"), count(".unravel-terms button")]).toEqual([8, 8]);
    expect(totals()).toBe("3 residual functions · 2³ = 8 paths · lengths 0 to 3, mean 1.5");
    expect(element.value).toEqual({blocks: 3, cardinality: 1, path: null});
    expect([alert().hidden, blocks.hasAttribute("aria-invalid")]).toEqual([true, false]);
  });

  test("is drawn whole from 0 to 6 blocks, and beyond as a distribution", () => {
    const {set, count, totals, element} = create();
    for (let n = 0; n <= 6; ++n) {
      set(n);
      expect([count(".path"), count(".crossing"), element.value.blocks]).toEqual([2 ** n, n, n]);
    }
    set(7);
    expect([count(".path"), count('[aria-label="rect"] rect')]).toEqual([0, 8]);
    set(1000);
    expect(totals()).toContain("2¹⁰⁰⁰ ≈ 1.07 · 10³⁰¹ paths · lengths 0 to 1,000, mean 500");
  });

  test("of cardinality 32 has (1 + 32)ⁿ paths, in the same rows", () => {
    const {choose, set, count, totals, element} = create();
    choose(32);
    expect([count(".path"), element.value.cardinality]).toEqual([8, 32]);
    expect(totals()).toContain("33³ = 35,937 paths · lengths 0 to 3, mean 2.91");
    expect(element.querySelector("svg")!.getAttribute("aria-label")).toMatch(
      /^3 residual blocks of cardinality 32:/
    );
    for (const cardinality of [2, 4, 8]) {
      choose(cardinality);
      expect(totals()).toContain(` ${((1 + cardinality) ** 3).toLocaleString("en")} paths`);
    }
    set(54);
    choose(32);
    expect(totals()).toContain("33⁵⁴ ≈ 9.99 · 10⁸¹ paths");
  });

  test("of no block says that there is one path, of length 0, and draws it", () => {
    const {set, element, count, product} = create();
    set(0);
    expect(element.textContent).toContain("one path, of length 0");
    expect([count(".path"), product()]).toEqual([1, "y = x"]);
  });
});

describe("a number of blocks that cannot be", () => {
  for (const [value, text] of [
    ["1000000", "1000000"],
    ["-1", "-1"],
    ["2.5", "2.5"],
    ["", "none"],
    ["1001", "1001"]
  ]) {
    test(`${value || "nothing"} is told at the field, and the last drawing stays`, () => {
      const {set, choose, alert, blocks, product, count, element} = create();
      set(4);
      set(value);
      expect(alert().textContent).toBe(`invalid blocks: ${text}; it must be an integer from 0 to 1,000`);
      expect([alert().hidden, blocks.getAttribute("aria-invalid")]).toEqual([false, "true"]);
      expect(blocks.getAttribute("aria-describedby")).toBe(alert().id);
      choose(2);
      expect(count(".path")).toBe(16);
      expect(product()).toBe("y = (1 + F4)(1 + F3)(1 + F2)(1 + F1) x");
      expect(element.value).toEqual({blocks: 4, cardinality: 1, path: null});
      set(2);
      expect([alert().hidden, blocks.hasAttribute("aria-invalid")]).toEqual([true, false]);
      expect(blocks.hasAttribute("aria-describedby")).toBe(false);
      expect(element.value).toEqual({blocks: 2, cardinality: 2, path: null});
    });
  }

  test("has an id of its own in each laboratory", () => {
    expect(create().alert().id).not.toBe(create().alert().id);
  });
});

describe("a lit path", () => {
  test("is lit in formula and drawing, and is emitted", () => {
    const {press, element, events, lit} = create();
    press("[data-path='101']");
    expect(element.querySelector(".unravel-terms [aria-pressed=true]")!.textContent).toMatch(/F3F1x/);
    expect(events).toEqual([{blocks: 3, cardinality: 1, path: [true, false, true]}]);
    press(".unravel-terms button");
    expect(lit()).toBe("000");
  });

  test("stays through the same blocks while there are more, or of another kind, or fewer for a while", () => {
    const {press, set, choose, lit, element} = create();
    press("[data-path='101']");
    choose(8);
    expect(lit()).toBe("101");
    set(5);
    expect([lit(), element.value.path]).toEqual(["10100", [true, false, true, false, false]]);
    set(2);
    expect([lit(), element.value.path]).toEqual([undefined, null]);
    set(20);
    expect(element.value.path).toBeNull();
    set(3);
    expect(lit()).toBe("101");
    press("[data-path='101']");
    set(4);
    expect(lit()).toBeUndefined();
  });
});

test("what is ravelled stays so when the network changes", () => {
  const {button, set, element} = create();
  button("Ravel")!.click();
  set(4);
  expect(element.querySelector(".unravel")!.hasAttribute("data-ravelled")).toBe(true);
  button("Unravel")!.click();
  set(3);
  expect(button("Ravel")).toBeDefined();
});

test("the same choice again draws nothing anew", () => {
  const {set, element} = create();
  const before = element.querySelector("svg");
  set("3");
  set("03");
  expect(element.querySelector("svg")).toBe(before);
});

test("rows and a distribution follow the room they have, until invalidation", async () => {
  let invalidate = () => {};
  const {set, element} = create({invalidation: new Promise<void>((resolve) => (invalidate = resolve))});
  const width = () => Number(element.querySelector("svg")!.getAttribute("width"));
  const natural = width();
  observers.resize(500);
  expect(width()).toBe(natural);
  observers.resize(324);
  expect(width()).toBeLessThanOrEqual(324);
  set(54);
  expect(width()).toBe(324);
  observers.resize(500);
  expect(width()).toBe(500);
  invalidate();
  await microtasks();
  expect(observers.count()).toBe(0);
});
