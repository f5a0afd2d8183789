// @vitest-environment jsdom
import {readFileSync} from "node:fs";
import {expect, test, vi} from "vitest";
import {copyLab} from "../../../components/labs/copying/copyLab.js";
import type {CopyRecording} from "../../../components/labs/copying/copyRecording.js";

const recording = {
  ...(JSON.parse(readFileSync("data/runs/labs/copies.json", "utf8")) as CopyRecording),
  caption: "recorded"
};

function shown() {
  const element = copyLab({recording});
  const sheet = element.querySelector(".copy-sheet")!;
  const press = (name: string) =>
    [...element.querySelectorAll("button")].find((button) => button.textContent.trim() === name)!.click();
  return {
    element,
    press,
    said: () => sheet.ariaLabel ?? sheet.getAttribute("aria-label")!,
    pictures: () => [...sheet.querySelectorAll("img")].map(({src}) => src),
    choose(place: number) {
      const slider = element.querySelector("input")!;
      slider.value = String(place);
      slider.dispatchEvent(new Event("input", {bubbles: true}));
    }
  };
}

test("copyLab() shows what the recorded networks of the chosen layers make of six pictures", () => {
  const {said, pictures, choose, element} = shown();
  expect(pictures()).toHaveLength(6 * 4);
  expect(said()).toMatch(/^6 pictures, and what networks of 20 layers make of them; missed: plain \d/);
  const [picture, plain, , zeroGamma] = pictures();
  expect(zeroGamma).toBe(picture);
  expect(plain).not.toBe(picture);
  choose(0);
  expect(said()).toContain("networks of 2 layers");
  expect(pictures()[0]).toBe(picture);
  expect(pictures()[1]).not.toBe(plain);
  expect(element.querySelectorAll("svg circle")).toHaveLength(recording.runs.length);
});

test("Measure trains the networks of the chosen layers by the next seed, and adds what they miss", async () => {
  const {element, press, choose, pictures} = shown();
  choose(0);
  const before = pictures();
  press("Measure");
  const status = () => element.querySelector("[role=status]")!.textContent;
  await vi.waitFor(() => expect(status()).toMatch(/^Missed by 2 layers, seed 6: plain \d/), {
    timeout: 60_000
  });
  expect(element.querySelectorAll("svg circle")).toHaveLength(recording.runs.length + 3);
  expect(pictures()[1]).not.toBe(before[1]);
  expect(element.querySelector(".badge")!.textContent).toContain("trained in this browser: 2 layers, seed 6");
});

test("Stop ends it", async () => {
  const {element, press} = shown();
  press("Measure");
  const status = () => element.querySelector("[role=status]")!.textContent;
  await vi.waitFor(() => expect(status()).toContain("20 layers, seed 6, plain"), {timeout: 60_000});
  press("Stop");
  await vi.waitFor(() => expect(status()).toBe("Stopped."), {timeout: 60_000});
  expect(element.querySelectorAll("svg circle")).toHaveLength(recording.runs.length);
});
