// @vitest-environment jsdom
import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {layOutLater} from "../../components/page/layOut.js";

const html = document.documentElement;

function begin({type = "navigate", hash = "", clock = () => 0} = {}): HTMLElement[] {
  location.hash = hash;
  vi.stubGlobal("performance", {now: clock, getEntriesByType: () => [{type}]});
  document.body.innerHTML = `<main>${"<p></p>".repeat(5)}</main>`;
  return [...document.querySelectorAll("p")];
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
  expect(seen).toEqual([0, 1, 2, 3, 4]);
  expect(isLaidOut()).toBe(true);
  expect(pieces.map((piece) => piece.style.cssText)).toEqual(["", "", "", "", ""]);
});

test.each([{hash: "#why"}, {type: "reload"}, {type: "back_forward"}])(
  "layOutLater() lays out all at once for %o",
  (navigation) => {
    begin(navigation);
    void layOutLater(() => new Promise(() => {}));
    expect(isLaidOut()).toBe(true);
  }
);
