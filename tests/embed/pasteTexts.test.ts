// @vitest-environment jsdom
import {expect, test} from "vitest";
import {pasteTexts} from "../../components/embed/pasteTexts.js";

const address = "https://host.example/course/embed/degradation/retrain?nets=cifar-plain-20&seed=2";
const title = 'Deeper, "and" <worse>';
const texts = pasteTexts({title, address, width: 960, height: 540, date: new Date("2026-11-30T12:00:00Z")});

test("pasteTexts(framed) has frames of the address at the size, with a title, where a host takes HTML", () => {
  const frames = texts.flatMap(({text}) => {
    const place = document.createElement("template");
    place.innerHTML = text;
    return [...place.content.querySelectorAll("iframe")];
  });
  expect(frames).toHaveLength(3);
  for (const frame of frames) {
    expect(frame.getAttribute("src") ?? frame.dataset.src).toBe(address);
    expect([frame.title, frame.width, frame.height]).toEqual([title, "960", "540"]);
    expect(frame.getAttribute("allow")).toContain("cross-origin-isolated");
  }
});

test("pasteTexts(framed) has the address for notebooks, links and bibliographies", () => {
  const textOf = (host: string) => texts.find((one) => one.host.includes(host))!.text;
  expect(textOf("Jupyter")).toContain(`IFrame(${JSON.stringify(address)}, width=960, height=540)`);
  expect(textOf("link")).toBe(address);
  expect(textOf("BibTeX")).toContain("Accessed 2026-11-30");
});

test("pasteTexts(framed) lends the camera to a figure that takes pictures, and to no other", () => {
  const framed = {title, address, width: 960, height: 540, date: new Date()};
  const lent = (camera?: boolean) =>
    pasteTexts({...framed, camera}).filter(({text}) => /allow="[^"]*camera"/.test(text)).length;
  expect([lent(true), lent()]).toEqual([3, 0]);
});
