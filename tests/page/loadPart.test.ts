import {expect, test} from "vitest";
import {loadPart} from "../../components/page/loadPart.js";

interface Part {
  begin(): string;
  end(): string;
}

const file = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;

test("loadPart(href, …names) returns what exports these functions", async () => {
  const href = file("export const begin = () => 'begun'; export const end = () => 'ended';");
  expect((await loadPart<Part>(href, "begin", "end")).begin()).toBe("begun");
});

test("loadPart() rejects what came in the place of a file: nothing, another version, or no code", async () => {
  await expect(loadPart<Part>(file(""), "begin")).rejects.toThrow(/^invalid file: .*; it has no begin$/);
  await expect(loadPart<Part>(file("export const begin = () => {};"), "begin", "end")).rejects.toThrow(
    /it has no end$/
  );
  await expect(loadPart<Part>(file("<!doctype html>"), "begin")).rejects.toThrow();
});
