import {expect, test} from "vitest";
import {readingMinutes, textWords} from "../../data/readingMinutes.js";

test("textWords(page) are those of its text: no code, tags, cells, front matter or addresses", () => {
  const page = `---
title: Not read
---

# Two words

\`\`\`js
const notRead = 1;
\`\`\`

A [link](https://not.read/at-all) and <em class="notRead">one</em> \${cell(() => {notRead()})} plain-56.
`;
  expect(textWords(page)).toEqual(["Two", "words", "A", "link", "and", "one", "plain-56"]);
});

test("readingMinutes(page) is 1 at the least, and one more for each 200 words", () => {
  expect(readingMinutes("one")).toBe(1);
  expect(readingMinutes("word ".repeat(200))).toBe(1);
  expect(readingMinutes("word ".repeat(400))).toBe(2);
  expect(readingMinutes("word ".repeat(1490))).toBe(7);
});
