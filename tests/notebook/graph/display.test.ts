import {JSDOM} from "jsdom";
import {afterAll, expect, test, vi} from "vitest";

const {window} = new JSDOM();
for (const name of ["document", "Node", "DocumentFragment"] as const) vi.stubGlobal(name, window[name]);
afterAll(() => void vi.unstubAllGlobals());
vi.resetModules();
vi.doMock("observablehq:runtime", () => ({
  Inspector: class {
    constructor(readonly element: HTMLElement) {}
    fulfilled(value: unknown) {
      this.element.textContent = String(value);
    }
  }
}));
const {displayPlace, mostShown} = await import("../../../components/notebook/graph/display.js");

test("displayPlace(block) shows so many values, and then says that there are more", () => {
  const block = document.createElement("div");
  const place = displayPlace(block);
  for (let i = 0; i < 200_000; ++i) place.show(i % 2 ? i : document.createElement("b"));
  expect(block.children.length).toBe(mostShown + 1);
  expect(block.children[mostShown - 1].textContent).toBe(String(mostShown - 1));
  expect(block.lastElementChild!.textContent).toBe("… a cell shows at most 1,000 values");
  place.clear();
  expect(block.children.length).toBe(0);
  place.show("again");
  expect(block.textContent).toBe("again");
});
