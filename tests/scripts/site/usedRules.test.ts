import {expect, test} from "vitest";
import {usedRules} from "../../../scripts/site/usedRules.js";

const style =
  '@font-face{font-family:"KaTeX_Math";src:url(math.woff2)}@font-face{font-family:"KaTeX_Size1";src:url(size.woff2)}' +
  ".katex{font:1.2em KaTeX_Math}.katex .mfrac>span,.katex .mord{color:red}.katex .delim{font-family:KaTeX_Size1}";

test("rules of classes that a page has stay, and the faces that they name", () => {
  expect(usedRules(style, '<span class="katex"><span class="mord x">x</span></span>')).toEqual([
    ['@font-face{font-family:"KaTeX_Math";src:url(math.woff2)}'],
    ".katex{font:1.2em KaTeX_Math}.katex .mord{color:red}"
  ]);
});

test("a page without formulas needs none", () => {
  expect(usedRules(style, '<p class="lead">Text</p>')).toEqual([[], ""]);
});
