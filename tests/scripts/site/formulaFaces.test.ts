import {readFile} from "node:fs/promises";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {expect, test} from "vitest";
import {formulaFaces} from "../../../scripts/site/formulaFaces.js";

const fonts = dirname(createRequire(import.meta.url).resolve("katex/dist/katex.min.css"));
const read = (file: string) => readFile(join(fonts, file));
const face = '@font-face{font-family:"KaTeX_Math";src:url(fonts/KaTeX_Math-Italic.woff2) format("woff2")}';

test("formulaFaces() has a part of the font for what the page's formulas show, behind the whole", async () => {
  const html =
    '<p>no <span class="katex"><span class="katex-html"><i>x</i><b>F</b><i>x</i></span></span></p>';
  const faces = await formulaFaces([face], html, read);
  expect(faces.slice(0, face.length)).toBe(face);
  const part = faces.slice(face.length);
  expect(part).toMatch(/unicode-range:U\+46,U\+78\}$/);
  const [, encoded] = /url\(data:font\/woff2;base64,([^)]+)\) format\("woff2"\)/.exec(part)!;
  const bytes = Buffer.from(encoded, "base64");
  expect(bytes.toString("latin1", 0, 4)).toBe("wOF2");
  expect(bytes.length).toBeLessThan((await read("fonts/KaTeX_Math-Italic.woff2")).length / 4);
});

test("formulaFaces() leaves bold faces to their files", async () => {
  const bold = face.replace("src:", "font-weight:700;src:");
  const html = '<span class="katex-html">x</span>';
  expect(await formulaFaces([bold], html, read)).toBe(bold);
});

test("formulaFaces() leaves the faces alone where there is no formula", async () => {
  expect(await formulaFaces([face], "<p>x</p>", read)).toBe(face);
});
