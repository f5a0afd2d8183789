// @vitest-environment jsdom
import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {layOutLater} from "../../components/page/layOut.js";

const html = document.documentElement;

/** Begins a page of 15 pieces, of which those of 13 and more come later, and returns these. */
function begin({type = "navigate", hash = "", clock = (): number => 0} = {}): HTMLElement[] {
  location.hash = hash;
  vi.stubGlobal("performance", {now: clock, getEntriesByType: () => [{type}]});
  document.body.innerHTML = `<main>${"<p></p>".repeat(15)}</main>`;
  const pieces = [...document.querySelectorAll("p")].slice(12);
  for (const piece of pieces) place(piece, 2000);
  return pieces;
}

function place(element: Element, top: number): void {
  element.getBoundingClientRect = () => ({top, bottom: top + 100}) as DOMRect;
}

const isLaidOut = () => html.dataset.laidOut !== undefined;
const visible = (pieces: readonly HTMLElement[]) =>
  pieces.filter(({style}) => style.contentVisibility === "visible").length;

beforeEach(() => delete html.dataset.laidOut);
afterEach(() => {
  vi.unstubAllGlobals();
  location.hash = "";
});

test("layOutLater() lays out from the top, for 8 ms a frame, and then leaves nothing behind", async () => {
  let ms = 0;
  const pieces = begin({clock: () => (ms += 4)});
  const seen: number[] = [];
  await layOutLater(async () => void seen.push(visible(pieces)));
  expect(seen).toEqual([0, 1, 2]);
  expect(isLaidOut()).toBe(true);
  expect(pieces.map((piece) => piece.style.cssText)).toEqual(["", "", ""]);
});

test("layOutLater() holds the margins of what is in the window or above it until it is below", async () => {
  const pieces = begin();
  place(pieces[1], 100);
  let held: string[] = [];
  const left = async () => {
    held = pieces.map(({style}) => style.contain);
    place(pieces[1], 2000);
  };
  await layOutLater(async () => {}, left);
  expect(held).toEqual(["", "layout", ""]);
  expect(isLaidOut()).toBe(true);
});

test.each([{hash: "#why"}, {type: "reload"}, {type: "back_forward"}])(
  "layOutLater() lays out all at once for %o",
  (navigation) => {
    begin(navigation);
    void layOutLater(() => new Promise(() => {}));
    expect(isLaidOut()).toBe(true);
  }
);
