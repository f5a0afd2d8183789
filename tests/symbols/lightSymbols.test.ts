// @vitest-environment jsdom
import {beforeEach, describe, expect, test} from "vitest";
import {lightSymbols} from "../../components/symbols/lightSymbols.js";
import {symbolKey} from "../../components/symbols/symbolKey.js";
import {symbols} from "../../components/symbols/symbols.js";

let root: HTMLElement;
let end: () => void;

/** Formulas, a drawing, and text without symbols. */
beforeEach(() => {
  root = document.createElement("main");
  root.innerHTML =
    '<p>text</p><span data-symbol="x">x<sub data-symbol="ell">l</sub></span>' +
    '<svg><g data-symbol="F" tabindex="0"><rect></rect></g></svg>' +
    '<a href="#" data-symbol="W">W</a>';
  root.append(symbolKey(["x", "F"]));
  document.body.replaceChildren(root);
  lightSymbols(root, {invalidation: new Promise((resolve) => (end = () => resolve(undefined)))});
});

const at = (selector: string) => root.querySelector<HTMLElement>(selector)!;
const key = (name: string) => at(`.symbol-key [data-symbol=${name}]`);
const lit = () => root.dataset.lit ?? "";

/** jsdom has no pointer events. */
function pointer(
  type: string,
  target: Element,
  {pointerType = "mouse", to = null as Element | null} = {}
): void {
  const event = new MouseEvent(type, {bubbles: true, relatedTarget: to});
  target.dispatchEvent(Object.assign(event, {pointerType}));
}

function press(name: string): void {
  document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", {key: name, bubbles: true}));
}

describe("lightSymbols(root) lights a symbol", () => {
  test("while one of its places is pointed at, the innermost", () => {
    pointer("pointerover", at("span"));
    expect(lit()).toBe("x");
    pointer("pointerover", at("sub"));
    expect(lit()).toBe("ell");
    pointer("pointerover", at("rect"));
    expect(lit()).toBe("F");
    pointer("pointerover", at("p"));
    expect(lit()).toBe("");
  });

  test("no longer when the pointer has left, for something else or the window", () => {
    for (const to of [at("p"), null]) {
      pointer("pointerover", at("span"));
      pointer("pointerout", at("span"), {to});
      expect(lit()).toBe("");
    }
  });

  test("while the keyboard is at it", () => {
    at("g").focus();
    expect(lit()).toBe("F");
    key("x").focus();
    expect(lit()).toBe("x");
    key("x").blur();
    expect(lit()).toBe("");
  });

  test("as long as its button in the key is pressed, and several at once", () => {
    key("x").click();
    key("F").click();
    expect(lit()).toBe("x F");
    expect(key("x").ariaPressed ?? key("x").getAttribute("aria-pressed")).toBe("true");
    pointer("pointerover", at("sub"));
    expect(lit()).toBe("x F ell");
    pointer("pointerout", at("sub"));
    key("x").click();
    expect(lit()).toBe("F");
    expect(key("x").getAttribute("aria-pressed")).toBe("false");
  });

  test("until Escape is pressed", () => {
    key("x").click();
    at("g").focus();
    press("a");
    expect(lit()).toBe("x F");
    press("Escape");
    expect(lit()).toBe("");
    expect(key("x").getAttribute("aria-pressed")).toBe("false");
  });

  test("by a tap, until the next one", () => {
    const tap = (target: Element) => {
      for (const type of ["pointerover", "pointerup"]) pointer(type, target, {pointerType: "touch"});
      pointer("pointerout", target, {pointerType: "touch"});
      target.dispatchEvent(new MouseEvent("click", {bubbles: true}));
    };
    tap(at("rect"));
    expect(lit()).toBe("F");
    expect(key("F").getAttribute("aria-pressed")).toBe("true");
    tap(at("p"));
    expect(lit()).toBe("F");
    tap(at("g"));
    expect(lit()).toBe("");
    tap(key("x")); // once, though it is a tap and a click
    expect(lit()).toBe("x");
    tap(at("a")); // which has something of its own to do
    expect(lit()).toBe("x");
  });

  test("no longer once its cell is gone", async () => {
    key("x").click();
    end();
    await Promise.resolve();
    expect(lit()).toBe("");
    pointer("pointerover", at("span"));
    expect(lit()).toBe("");
  });
});

describe("symbolKey", () => {
  test("(names) has a button for each of them, with its meaning", () => {
    const buttons = [...root.querySelectorAll(".symbol-key li button")];
    expect(buttons.map(({textContent}) => textContent!.replace(/\s+/g, " ").trim())).toEqual([
      "x — what enters the block",
      "F — the residual function"
    ]);
    expect(buttons.map((button) => button.getAttribute("type"))).toEqual(["button", "button"]);
  });

  test("() has all; (names, {meanings}) says what they are on a page", () => {
    expect(symbolKey().querySelectorAll("button")).toHaveLength(Object.keys(symbols).length);
    expect(symbolKey(["L"], {meanings: {L: "blocks"}}).textContent).toMatch(/L — blocks/);
  });
});
