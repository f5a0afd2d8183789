// @vitest-environment jsdom
import {expect, test} from "vitest";
import {clockText} from "../../components/lecture/lectureNotes.js";
import {screensOf} from "../../components/lecture/screens.js";

test("screensOf(main) has each section's text, then each figure alone, and what is said between as notes", () => {
  const main = document.createElement("main");
  main.innerHTML = `<p class="from-file">opened as a file</p>
    <h1 id="a">Deeper</h1><p>Why?</p><div class="observablehq--block"></div>
    <h2>See it</h2><p>Here are four.</p><div><input></div><figure id="f">curves</figure><p>As you see.</p>
    <div class="notice">1. It falls behind.</div>
    <h2>And</h2><p>text</p><p>more</p><div class="paragraph"><div data-exercise="x">?</div></div>`;
  const shown = screensOf(main).map(({title, parts, notes}) => [
    title,
    parts.map((part) => part.textContent!.trim()).join("|"),
    notes.map((note) => note.textContent).join("|")
  ]);
  expect(shown).toEqual([
    ["Deeper", "Deeper|Why?", "Why?"],
    ["See it", "See it|Here are four.", "Here are four."],
    ["See it", "See it||curves", "As you see."],
    ["See it", "See it|1. It falls behind.", ""],
    ["And", "And|text|more", "text|more"],
    ["And", "And|?", ""]
  ]);
});

test("clockText(ms, day) says how long it has been, and the time", () => {
  expect(clockText(754_000, new Date(2026, 10, 30, 9, 5))).toBe("12:34 · 09:05");
});
