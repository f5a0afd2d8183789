import {JSDOM} from "jsdom";
import {beforeEach, expect, test} from "vitest";
import {stillMarkup} from "../../../scripts/site/stillMarkup.js";

let body: HTMLElement;

beforeEach(() => {
  body = new JSDOM("").window.document.body;
});

function markupOf(html: string, change: () => void = () => {}): string {
  body.innerHTML = html;
  change();
  return stillMarkup([...body.childNodes], "cell-");
}

const chosen = (selector: string) => body.querySelector<HTMLInputElement>(selector)!;

test("what is chosen becomes an attribute", () => {
  const html = markupOf(
    '<input type="range" max="200"><input type="checkbox"><select><option>A<option>B</select><textarea></textarea>',
    () => {
      chosen("input").value = "110";
      chosen("[type=checkbox]").checked = true;
      chosen("select").value = "B";
      chosen("textarea").value = "a < b";
    }
  );
  expect(html).toContain('value="110"');
  expect(html).toContain("checked");
  expect(html).toContain("<option>A</option><option selected");
  expect(html).toContain(">a &lt; b</textarea>");
});

test("ids, and what names them, begin with the prefix; other references stay", () => {
  const html = markupOf(
    '<label for="a">A</label><input id="a" aria-describedby="b other"><p id="b"></p><a href="#b">b</a>' +
      '<a href="#sources">s</a><svg><clipPath id="c"></clipPath><g clip-path="url(#c)"></g></svg>'
  );
  expect(html).toContain('for="cell-a"');
  expect(html).toContain('id="cell-a"');
  expect(html).toContain('aria-describedby="cell-b other"');
  expect(html).toContain('href="#cell-b"');
  expect(html).toContain('href="#sources"');
  expect(html).toContain('clip-path="url(#cell-c)"');
});

test("text is escaped, and the nodes themselves stay as they are", () => {
  expect(markupOf("5 &lt; 6")).toBe("5 &lt; 6");
  markupOf('<p id="a"></p>');
  expect(body.innerHTML).toBe('<p id="a"></p>');
});
