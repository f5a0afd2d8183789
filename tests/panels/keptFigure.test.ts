// @vitest-environment jsdom
import {expect, test, vi} from "vitest";
import {keptFigure} from "../../components/panels/keptFigure.js";
import {type Kept, keptKinds} from "../../components/stores/keptHere.js";
import {eventually} from "../eventually.js";

const kept = (counts: Readonly<Record<string, number>>, forget = vi.fn(async () => {})): Kept[] =>
  keptKinds.map((kind) => ({...kind, count: counts[kind.name] ?? 0, forget}));
const said = (figure: Element) => figure.querySelector(".status")!.textContent;
const countsIn = (figure: Element) =>
  [...figure.querySelectorAll("tbody .number")].map(({textContent}) => textContent);

test("keptFigure() says how much of each kind is kept, and forgets what is pressed", async () => {
  let counts: Record<string, number> = {edits: 2, images: 1};
  const forget = vi.fn(async () => void (counts = {images: 1}));
  const figure = keptFigure(async () => kept(counts, forget));
  await eventually(() => expect(countsIn(figure).filter((count) => count !== "none")).toEqual(["2", "1"]));
  figure.querySelector<HTMLElement>("button[aria-label='Forget edits']")!.click();
  await eventually(() => expect(said(figure)).toBe("Forgotten: edits."));
  expect(forget).toHaveBeenCalledOnce();
  const enabled = [...figure.querySelectorAll<HTMLElement>("button:enabled")];
  expect(enabled.map((button) => button.getAttribute("aria-label"))).toEqual(["Forget images"]);
});

test("a browser that does not let it go is quoted", async () => {
  const forget = vi.fn(() => Promise.reject(new Error("it is blocked")));
  const figure = keptFigure(async () => kept({images: 1}, forget));
  await eventually(() => expect(figure.querySelectorAll("button:enabled")).toHaveLength(1));
  figure.querySelector<HTMLElement>("button:enabled")!.click();
  await eventually(() => expect(said(figure)).toBe("The browser does not let images go: it is blocked"));
});

test("where there is no browser to look into, the kinds are listed", () => {
  const figure = keptFigure(undefined);
  expect(countsIn(figure)).toEqual(keptKinds.map(() => "…"));
});
