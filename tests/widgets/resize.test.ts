// @vitest-environment jsdom
import {afterEach, expect, test, vi} from "vitest";
import {resize} from "../../components/widgets/resize.js";
import {fakeResizeObserver} from "../panels/resizeObserver.js";

afterEach(() => vi.unstubAllGlobals());

test("resize(draw) is drawn at once, and anew as its room changes, until its cell ends", async () => {
  const observers = fakeResizeObserver();
  const draw = vi.fn((width: number) => document.createTextNode(`${width} px`));
  const ended = Promise.resolve();
  const element = resize(draw, ended);
  expect(element.textContent).toBe(`${draw.mock.calls[0][0]} px`);
  observers.resize(320);
  expect(element.textContent).toBe("320 px");
  observers.resize(320.3);
  expect(draw).toHaveBeenCalledTimes(2);
  await ended;
  await Promise.resolve();
  expect(observers.count()).toBe(0);
});
