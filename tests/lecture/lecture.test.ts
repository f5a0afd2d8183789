// @vitest-environment jsdom
import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {startLecture} from "../../components/lecture/lecture.js";
import {startNotes} from "../../components/lecture/lectureNotes.js";

beforeEach(() => {
  vi.stubGlobal("BroadcastChannel", undefined);
  document.body.innerHTML = "<main><h1>Deeper</h1><p>Why?</p><h2>See it</h2><p>Here are four.</p></main>";
  HTMLElement.prototype.scrollIntoView = () => {};
});

afterEach(() => vi.unstubAllGlobals());

const press = (key: string) =>
  document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));

test("startLecture() shows a page a screen at a time, and ends, where the browser has no BroadcastChannel", () => {
  startLecture();
  const shown = () => document.querySelector("main > [data-on]")?.textContent;
  expect(shown()).toBe("Deeper");
  press("ArrowRight");
  expect(shown()).toBe("See it");
  press("Escape");
  expect(shown()).toBeUndefined();
});

test("startNotes() says that it does not follow where there is no BroadcastChannel, and its keys turn its own notes", () => {
  vi.useFakeTimers(); // its clock goes on
  startNotes(() => 0);
  expect(document.querySelector("[role=alert]")!.textContent).toMatch(/has no channel between windows/);
  const title = () => document.querySelector("#lecture-notes h1")!.textContent;
  press("ArrowRight");
  expect(title()).toBe("See it");
  press("ArrowRight"); // there is no other
  expect(title()).toBe("See it");
  press("Home");
  expect(title()).toBe("Deeper");
  vi.useRealTimers();
});
