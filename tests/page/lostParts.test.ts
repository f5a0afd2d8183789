// @vitest-environment jsdom
import {beforeEach, expect, test, vi} from "vitest";
import {openEmbedLinks} from "../../components/page/embedLinks.js";
import {lectureWhenAsked} from "../../components/page/lectureStart.js";
import {tellLost} from "../../components/page/tellLost.js";
import {eventually} from "../eventually.js";

const lost = () => Promise.reject(new TypeError("Failed to fetch dynamically imported module"));
const told = () => document.querySelectorAll("[role=alert]");

beforeEach(() => {
  document.body.innerHTML = `<nav><button id="lecture-start"></button></nav>
    <main><figure data-embed><a class="embed-link" href="embed/x"></a></figure></main>`;
});

test("tellLost(place) says once how to go on", () => {
  for (const place of [document.body, document.body]) tellLost(place);
  expect(told()).toHaveLength(1);
  expect(told()[0].textContent).toMatch(/could not be loaded.*Try again.*reload the page/);
});

test("lectureWhenAsked(load) says at its button that a lecture cannot be loaded, and tries again at the next press", async () => {
  const startLecture = vi.fn();
  const load = vi.fn(lost as () => Promise<never>);
  lectureWhenAsked(load, new URLSearchParams());
  const button = document.querySelector<HTMLElement>("#lecture-start")!;
  button.click();
  await eventually(() => expect(document.querySelector("nav > [role=alert]")).not.toBeNull());
  load.mockResolvedValueOnce({startLecture, startNotes() {}} as never);
  button.click();
  await eventually(() => expect(startLecture).toHaveBeenCalledOnce());
  expect(told()).toHaveLength(0);
});

test("openEmbedLinks(load) says at the figure that its dialog cannot be loaded, and the page stays", async () => {
  const openEmbedDialog = vi.fn();
  const load = vi.fn(lost as () => Promise<never>);
  openEmbedLinks(load);
  const link = document.querySelector<HTMLElement>("a.embed-link")!;
  link.click();
  await eventually(() => expect(document.querySelector("figure > [role=alert]")).not.toBeNull());
  load.mockResolvedValueOnce({openEmbedDialog} as never);
  link.click();
  await eventually(() => expect(openEmbedDialog).toHaveBeenCalledOnce());
  expect(told()).toHaveLength(0);
});

test("an empty file, or another version's, in the place of either is told as one that has not come", async () => {
  const empty = () => Promise.resolve({} as never);
  lectureWhenAsked(empty, new URLSearchParams());
  document.querySelector<HTMLElement>("#lecture-start")!.click();
  await eventually(() => expect(document.querySelector("nav > [role=alert]")).not.toBeNull());
  openEmbedLinks(empty);
  document.querySelector<HTMLElement>("a.embed-link")!.click();
  await eventually(() => expect(document.querySelector("figure > [role=alert]")).not.toBeNull());
});
