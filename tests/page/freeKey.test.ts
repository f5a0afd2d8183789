// @vitest-environment jsdom
import {expect, test} from "vitest";
import {isFreeKey} from "../../components/page/freeKey.js";

document.body.innerHTML = `<p tabindex="0"></p><button></button><input type="number"><input type="checkbox">
  <div role="textbox"><b></b></div>`;

/** Whether a key is free that is pressed in what *selector* matches, and, if that *uses* it, says so. */
function isFree(key: string, selector: string, {owners, uses = false, ...init}: Asked = {}): boolean {
  const event = new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true, ...init});
  const target = document.querySelector(selector)!;
  let free: boolean | undefined;
  const listener = () => (free = isFreeKey(event, owners));
  target.addEventListener("keydown", () => uses && event.preventDefault(), {once: true});
  addEventListener("keydown", listener, {once: true});
  target.dispatchEvent(event);
  return free!;
}

interface Asked extends KeyboardEventInit {
  owners?: string;
  uses?: boolean;
}

test("isFreeKey(event) is false with a modifier, and of a key that was used", () => {
  expect(isFree("b", "p")).toBe(true);
  for (const modifier of ["ctrlKey", "altKey", "metaKey"])
    expect(isFree("b", "p", {[modifier]: true}), modifier).toBe(false);
  expect(isFree("b", "p", {shiftKey: true})).toBe(true);
  expect(isFree("b", "p", {uses: true})).toBe(false);
});

test("isFreeKey(event) leaves every key to fields and editors, and to what is pressed Space and Enter", () => {
  const free = (selector: string) =>
    [" ", "Enter", "ArrowRight", "Escape"].filter((key) => isFree(key, selector));
  expect(free("p")).toEqual([" ", "Enter", "ArrowRight", "Escape"]);
  expect(free("button")).toEqual(["ArrowRight", "Escape"]);
  expect(free("input[type=checkbox]")).toEqual(["ArrowRight", "Escape"]);
  expect(free("input[type=number]")).toEqual([]);
  expect(free("b")).toEqual([]);
});

test("isFreeKey(event, owners) leaves to fields only what they press, where *owners* are editors", () => {
  const owners = "[role=textbox]";
  expect(isFree("Escape", "input[type=number]", {owners})).toBe(true);
  expect(isFree("Escape", "b", {owners})).toBe(false);
});
