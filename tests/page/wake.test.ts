// @vitest-environment jsdom
import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {tellLost} from "../../components/page/tellLost.js";
import {wakeWhenNear} from "../../components/page/wake.js";
import {eventually} from "../eventually.js";

/** What is looked at for being near. */
const observed: string[] = [];

beforeEach(() => {
  observed.length = 0;
  class Observer {
    observe(element: Element) {
      observed.push(element.localName);
    }
    unobserve() {}
    disconnect() {}
  }
  vi.stubGlobal("IntersectionObserver", Observer);
  document.body.innerHTML = `<main>
    <figure><!--drawn live--><button>Train</button><!--:0000000a:--></figure>
    <aside><!--drawn live--><button>Other</button><!--:0000000b:--></aside>
  </main>`;
});

afterEach(() => void vi.unstubAllGlobals());

const told = (selector: string) => document.querySelectorAll(`${selector} > [role=alert]`).length;

test("wakeWhenNear(load) looks for what is near when a reader is there; for what plays by itself at once", () => {
  document.querySelector("aside button")!.setAttribute("data-plays", "");
  wakeWhenNear(() => new Promise(() => {}));
  expect(observed).toEqual(["aside"]);
  window.dispatchEvent(new Event("pointermove"));
  expect(observed).toEqual(["aside", "figure", "aside"]);
});

test("wakeWhenNear(load) says that a file is missing where a reader has touched what waits; each touch asks again", async () => {
  const cells = {start: vi.fn(), startAll: vi.fn(), askAgain: vi.fn()};
  wakeWhenNear(async () => cells);
  const button = document.querySelector("figure button")!;
  button.dispatchEvent(new MouseEvent("click", {bubbles: true}));
  await eventually(() => expect(cells.askAgain).toHaveBeenCalledOnce());
  expect(told("figure")).toBe(0);
  document.dispatchEvent(new Event("missing"));
  expect(told("figure")).toBe(1);
  expect(told("aside")).toBe(0);
  button.dispatchEvent(new MouseEvent("click", {bubbles: true}));
  await eventually(() => expect(cells.askAgain).toHaveBeenCalledTimes(2));
  button.replaceWith(document.createElement("output")); // the file has come, and the figure is alive
  await eventually(() => expect(told("figure")).toBe(0));
  document.dispatchEvent(new Event("missing")); // another file
  expect(told("figure")).toBe(0);
  document.querySelector("aside button")!.replaceWith(document.createElement("output"));
  await eventually(() => expect(document.documentElement.dataset.awake).toBe(""));
});

test("what else was lost stays said when the page's code comes", async () => {
  const cells = {start: vi.fn(), startAll: vi.fn(), askAgain: vi.fn()};
  wakeWhenNear(async () => cells);
  tellLost(document.querySelector("main")!); // as of a dialog at a part with several figures
  document.querySelector("figure button")!.dispatchEvent(new MouseEvent("click", {bubbles: true}));
  await eventually(() => expect(cells.askAgain).toHaveBeenCalledOnce());
  expect(told("main")).toBe(1);
});
