import {afterEach, expect, test, vi} from "vitest";
import {workerAddress} from "../../components/client/workerLike.js";

afterEach(() => vi.unstubAllGlobals());

test("workerAddress(url) is the worker's own on its own site, and elsewhere a module that imports it", async () => {
  vi.stubGlobal("location", {origin: "https://course.example"});
  const url = "https://course.example/_code/worker.js";
  expect(workerAddress(url)).toBe(url);
  vi.stubGlobal("location", {origin: "https://lecture.example"});
  const relay = workerAddress(url);
  expect(relay).toMatch(/^blob:/);
  expect(workerAddress(url)).toBe(relay);
  expect(await (await fetch(relay)).text()).toBe(`import "${url}";`);
});
