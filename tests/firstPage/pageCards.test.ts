// @vitest-environment jsdom
import {expect, test} from "vitest";
import {editorPicture, readerPicture, teacherPicture} from "../../components/firstPage/doors.js";
import {pageCards} from "../../components/firstPage/pageCards.js";
import {pagePicture} from "../../components/firstPage/pagePictures.js";

const racers = ["cifar-plain-20", "cifar-plain-56", "cifar-resnet-20", "cifar-resnet-56"].map((net) => ({
  net,
  points: [10, 20].map((step) => ({step, testError: 10 / step, answers: []}))
}));
const gradients = [
  {net: "cifar-plain-56", norms: [1, 10, 100]},
  {net: "cifar-resnet-56", norms: [1, 1, 1]}
];
const slices = [
  {net: "cifar-plain-56", loss: [2, 1, 2]},
  {net: "cifar-resnet-56", loss: [3, 2, 1]}
];
const data = {racers, gradients, slices};
const page = (path: string, minutes: number) => ({path, name: path, description: `of ${path}`, minutes});

const count = (path: string, selector: string) => pagePicture(path, data)!.querySelectorAll(selector).length;

test("pagePicture(path) is drawn from runs and networks", () => {
  expect(count("./degradation", "path[fill=none]")).toBe(2);
  expect(count("./residual-block", "rect")).toBe(2);
  expect(count("./residual-block", "path.arc")).toBe(1);
  expect(count("./gradients", "path[fill=none]")).toBe(2);
  expect(count("./landscape", "path[fill=none]")).toBe(2);
  expect(count("./paths", "path")).toBe(2 ** 3); // a residual network of 8 layers has three blocks
  expect(count("./paths", "rect")).toBe((3 * 2 ** 3) / 2);
  expect(count("./cardinality", "rect")).toBe(8 * 3);
  expect(pagePicture("./lab", data)).toBeUndefined();
});

test("the picture of gradients has the largest at the top, and equal ones on a level line", () => {
  const [steep, level] = [...pagePicture("./gradients", data)!.querySelectorAll("path[fill=none]")].map(
    (path) => path.getAttribute("d")!
  );
  expect(steep).toBe("M0.0,90.0L120.0,48.0L240.0,6.0");
  expect(level).toBe("M0.0,90.0L120.0,90.0L240.0,90.0");
});

test("the picture of the landscape has each slice between its own ends, one above the other", () => {
  const slices = pagePicture("./landscape", data)!.querySelectorAll("path[fill=none]");
  expect([...slices].map((path) => path.getAttribute("d"))).toEqual([
    "M0.0,8.0L120.0,40.0L240.0,8.0",
    "M0.0,56.0L120.0,72.0L240.0,88.0"
  ]);
});

test("pageCards(course, recording) link the pages, number the chapters, and say how long each takes", () => {
  const cards = pageCards(
    {pages: [page("./paths", 7), page("./cardinality", 5), page("./lab", 1)], gradients, slices},
    {racers}
  );
  const text = (card: Element) => card.textContent!.trim().replace(/\s+/g, " ");
  expect([...cards.querySelectorAll("a")].map((a) => a.getAttribute("href"))).toEqual([
    "./paths",
    "./cardinality",
    "./lab"
  ]);
  expect([...cards.querySelectorAll("b")].map(text)).toEqual(["1./paths", "2./cardinality", "./lab"]);
  expect([...cards.querySelectorAll("small")].map(text)).toEqual([
    "7 min to read",
    "5 min to read",
    "as long as you like"
  ]);
});

test("the doors show a page, a cell and what follows from it, and a slide, to look at only", () => {
  const recording = {racers};
  const [read, edit, teach] = [readerPicture(recording), editorPicture(), teacherPicture(recording)];
  for (const door of [read, edit, teach]) expect(door.getAttribute("aria-hidden")).toBe("true");
  for (const door of [read, teach]) expect(door.querySelectorAll("svg path[fill=none]")).toHaveLength(2);
  expect([...edit.querySelectorAll(".tower")].map((tower) => tower.querySelectorAll("rect").length)).toEqual([
    20, 56
  ]);
  expect(edit.querySelector("code")!.textContent!.replace(/\s+/g, " ")).toBe("const depth = 2056;");
});
