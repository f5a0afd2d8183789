// @vitest-environment jsdom
import {afterEach, expect, test, vi} from "vitest";
import {toTraining, type TrainingSpec} from "../../components/experiment/trainingSpec.js";
import {mostQrBytes, qrPicture} from "../../components/panels/qrPicture.js";
import {shareButtons} from "../../components/panels/shareButtons.js";
import {eventually} from "../eventually.js";

afterEach(() => vi.restoreAllMocks());

/** The dark modules of a code, as `x y`. */
function darkOf(picture: Element): Set<string> {
  const path = picture.querySelector("path")!.getAttribute("d")!;
  return new Set([...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`));
}

function share(spec: TrainingSpec) {
  const buttons = shareButtons({training: () => toTraining(spec)});
  const button = (name: string) =>
    [...buttons.element.querySelectorAll("button")].find(({textContent}) => textContent!.trim() === name)!;
  return {...buttons, button, place: buttons.element.querySelector<HTMLElement>(".qr-place")!};
}

test("qrPicture(link) is black on white, with four modules of white and a finder in three of its corners", () => {
  const picture = qrPicture("https://example.org/degradation?seed=2", {label: "QR code"})!;
  expect(["role", "aria-label"].map((name) => picture.getAttribute(name))).toEqual(["img", "QR code"]);
  const size = Number(picture.getAttribute("viewBox")!.split(" ")[2]);
  expect((size - 2 * 4 - 17) % 4, "a version has 17 + 4n modules").toBe(0);
  expect(picture.querySelector("rect")!.getAttribute("fill")).toBe("#fff");
  expect(picture.querySelector("path")!.getAttribute("fill")).toBe("#000");
  const dark = darkOf(picture);
  const ring = (x: number, y: number) =>
    Array.from({length: 7}, (_, i) => [`${x + i} ${y}`, `${x} ${y + i}`, `${x + i} ${y + 6}`]).flat();
  for (const [x, y] of [
    [4, 4],
    [size - 11, 4],
    [4, size - 11]
  ])
    // prettier-ignore
    for (const module of ring(x, y)) expect(dark.has(module), module).toBe(true);
  for (const module of dark)
    for (const place of module.split(" ").map(Number)) {
      expect(place).toBeGreaterThanOrEqual(4);
      expect(place).toBeLessThan(size - 4);
    }
});

test("qrPicture(link) is another for another link, and takes what a code holds and no more", () => {
  const pathOf = (link: string) => qrPicture(link, {label: ""})!.querySelector("path")!.getAttribute("d");
  expect(pathOf("https://example.org/?seed=1")).not.toBe(pathOf("https://example.org/?seed=2"));
  expect(qrPicture("a".repeat(mostQrBytes), {label: ""})).toBeDefined();
  expect(qrPicture("a".repeat(mostQrBytes + 1), {label: ""})).toBeUndefined();
  expect(qrPicture("λ".repeat(mostQrBytes / 2 + 1), {label: ""}), "two bytes each").toBeUndefined();
});

test("shareButtons() show the QR code of the link with the link below, until the settings change", async () => {
  const {button, place, forget} = share({networks: ["cifar-plain-20"], seed: 7});
  expect(place.hidden).toBe(true);
  button("QR code").click();
  await eventually(() => expect(place.querySelector("svg")).not.toBeNull());
  const link = place.querySelector("a")!;
  expect(place.hidden).toBe(false);
  expect(link.textContent).toBe(link.href);
  expect(new URL(link.href).search).toBe("?nets=cifar-plain-20&seed=7");
  const again = qrPicture(link.href, {label: ""})!;
  expect(darkOf(place)).toEqual(darkOf(again));
  forget();
  expect([place.hidden, place.childElementCount]).toEqual([true, 0]);
});

test("shareButtons() say that a link is too long for a QR code, and show the link", async () => {
  vi.spyOn(URL.prototype, "href", "get").mockReturnValue(`https://example.org/?${"a".repeat(3000)}`);
  const {button, place} = share({networks: ["cifar-plain-20"]});
  button("QR code").click();
  await eventually(() =>
    expect(place.textContent).toMatch(/too long for a QR code, which holds 2,953 bytes/)
  );
  expect(place.querySelector("svg")).toBeNull();
  expect(place.querySelector("a")!.textContent).toHaveLength(3021);
});

test("shareButtons() show no code of settings that are at fault", async () => {
  const {element} = shareButtons({training: () => undefined});
  const [, code] = element.querySelectorAll("button");
  code.click();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(element.querySelector("svg, a")).toBeNull();
});
