// @vitest-environment jsdom
import {expect, test} from "vitest";
import {dressFrame, zoomOf} from "../../components/embed/dressFrame.js";
import {chosenTheme, useTheme} from "../../components/embed/theme.js";

test("useTheme(theme) makes the rules of one scheme hold always, those of the other never, wherever they stand", () => {
  const media = (mediaText: string, cssRules: object[] = []) => ({media: {mediaText}, cssRules});
  const rules = [
    media("(prefers-color-scheme: light)"),
    media("screen and (prefers-color-scheme:dark)"),
    media("print", [media("(prefers-color-scheme: dark)")]),
    {cssText: "p {}"}
  ];
  const meta = {content: "", setAttribute: (_: string, value: string) => (meta.content = value)};
  useTheme("dark", {querySelector: () => meta, styleSheets: [{cssRules: rules}]} as unknown as Document);
  const texts = rules.map((rule) => ("media" in rule ? rule.media.mediaText : ""));
  expect(texts).toEqual(["(max-width: 0)", "screen and (min-width: 0)", "print", ""]);
  expect((rules[2] as ReturnType<typeof media>).cssRules).toEqual([media("(min-width: 0)")]);
  expect(meta.content).toBe("dark");
});

test("chosenTheme(text) is a theme, or left to the reader's system", () => {
  expect(["light", "dark", "auto", "", "constructor", null].map(chosenTheme)).toEqual([
    ...["light", "dark", undefined, undefined, undefined, undefined]
  ]);
});

test("zoomOf(width, height) lets text of 12 pixels be 14 at least, where there is room, and grows with the frame", () => {
  expect(12 * zoomOf(960, 540)).toBeCloseTo(14);
  expect(12 * zoomOf(720, 405)).toBeCloseTo(14);
  expect(zoomOf(1920, 1080)).toBeCloseTo(2 * zoomOf(960, 540));
  expect(zoomOf(1920, 540)).toBeCloseTo(zoomOf(960, 540));
  expect(zoomOf(320, 900)).toBe(1);
  expect([zoomOf(960, 540, 2), zoomOf(960, 540, 9)]).toEqual([2, zoomOf(960, 540)]);
});

test("dressFrame(query) is as large as `scale` asks, but at an address of before, where that is the shortcut's", () => {
  const zoomAt = (path: string) => {
    history.replaceState(null, "", path);
    dressFrame(new URLSearchParams("scale=2"));
    return Number(document.documentElement.style.getPropertyValue("--zoom"));
  };
  expect(zoomAt("/course/embed/degradation/retrain")).toBe(2);
  expect(zoomAt("/course/embed/retrain")).toBe(zoomOf(innerWidth, innerHeight));
  expect(zoomOf(innerWidth, innerHeight)).not.toBe(2);
});
