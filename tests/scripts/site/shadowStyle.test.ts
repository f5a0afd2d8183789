import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {shadowStyle, urlsFrom} from "../../../scripts/site/shadowStyle.js";

/** The rules that stand between the first and the last of a shadow root's own. */
const rules = (style: string) =>
  shadowStyle(style)
    .replace(/^[\s\S]*inline-size\}\n/, "")
    .replace(/\n\.figure-body[^\n]*\n$/, "");

test("rules of the root and the body are rules of what stands for them, and others stay", () => {
  expect(rules(":root{--a:1}html,body>p{x:y}body:has(.embed) #b{x:y}")).toBe(
    ".figure-root{--a:1}.figure-root,.figure-body>p{x:y}.figure-body:has(.embed) #b{x:y}"
  );
  const others = 'tbody th{x:y}.body{x:y}#html{x:y}[data-html="html"]{x:y}editable-cell>pre{content:"body"}';
  expect(rules(others)).toBe(others);
  expect(rules('[data-controls="few"] .embed{x:y}')).toBe('[data-controls="few"] .embed{x:y}');
});

test("the window's width is the figure's, and all else of a medium stays", () => {
  expect(rules("@media(max-width:640px){a{x:y}}")).toBe(
    "@container residual-figure (max-width:640px){a{x:y}}"
  );
  expect(rules("@media (width<=40rem){a{x:y}}")).toBe("@container residual-figure (width<=640px){a{x:y}}");
  expect(rules("@media (min-width: 10px)and (max-width: 20px){:root{x:y}}")).toBe(
    "@container residual-figure (min-width: 10px) and (max-width: 20px){.figure-root{x:y}}"
  );
  for (const other of [
    "@media print{a{x:y}}",
    "@media(prefers-color-scheme:dark){a{x:y}}",
    "@media(scripting:none),print{a{x:y}}",
    "@container (min-width:9px){a{x:y}}"
  ])
    expect(rules(other)).toBe(other);
});

test("lengths in the root's text are in pixels", () => {
  expect(rules("a{margin:-.5rem 1.25rem;font:.9375rem/1.45 b}")).toBe("a{margin:-8px 20px;font:15px/1.45 b}");
  expect(rules("a.x2rem{--b1rem:2em}")).toBe("a.x2rem{--b1rem:2em}");
});

test("no page, no import and no comment is left, and the course's own styles keep all their rules", () => {
  expect(rules('@import url("a.css");@page{margin:0}/* body{} */a{x:y}')).toBe("a{x:y}");
  for (const name of ["embed", "text", "layout", "run", "print", "controls"]) {
    const style = readFileSync(`src/style/${name}.css`, "utf8");
    const own = shadowStyle(style).replaceAll(/\/\*[\s\S]*?\*\//g, "");
    const count = (text: string, of: string) => text.split(of).length;
    expect(count(own, "{")).toBe(count(own, "}"));
    expect(own).not.toMatch(/:root|\d rem|[\s,]body\b/);
  }
});

test("urlsFrom(style, path) names files from elsewhere, and leaves what is in the sheet, quoted or not", () => {
  expect(urlsFrom("a{b:url(c.woff2);d:url('e.svg')}", "../f/")).toBe(
    "a{b:url(../f/c.woff2);d:url('../f/e.svg')}"
  );
  const own = "a{b:url(\"data:image/svg+xml,%3Csvg xmlns='x'%3E\");c:url(data:a);d:url(#e);f:url('#g')}";
  expect(urlsFrom(own, "../f/")).toBe(own);
});
