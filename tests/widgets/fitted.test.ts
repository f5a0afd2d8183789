// @vitest-environment jsdom
import {afterEach, expect, test} from "vitest";
import {likelyWidth} from "../../components/widgets/fitted.js";

afterEach(() => document.body.replaceChildren());

/** Lays a page out, which jsdom does not. */
function pageOf(clientWidth: number) {
  const main = document.createElement("main");
  Object.defineProperty(main, "clientWidth", {value: clientWidth});
  document.body.append(main);
}

test.each([
  [358, 332],
  [1000, 640],
  [0, 640]
])("likelyWidth() on a page of %d px is %d", (clientWidth, width) => {
  pageOf(clientWidth);
  expect(likelyWidth()).toBe(width);
});

test("likelyWidth(most) is that much where there is no page", () => expect(likelyWidth(768)).toBe(768));
