// @vitest-environment jsdom
import {expect, test} from "vitest";
import {shortenNumbers, shortNumbers} from "../../../scripts/site/shortNumbers.js";

test.each([
  ["M0.123456,12.000004L-1234.5678,7", "M0.12346,12L-1234.6,7"],
  ["translate(10.333333,-0.1) scale(0.0012345678)", "translate(10.333,-0.1) scale(0.0012346)"],
  ["1.0000001e-7 3", "1e-7 3"],
  ["M3,4h5v6z", "M3,4h5v6z"],
  ["100000.25", "100000"]
])("shortNumbers(%s) is %s", (text, short) => expect(shortNumbers(text)).toBe(short));

test("shortenNumbers(elements) leaves alone what is no place in a drawing", () => {
  document.body.innerHTML = `<p title="0.123456789" width="1.23456789"></p>
    <svg><text x="1.23456789" aria-label="1.23456789" data-value="1.23456789">1.23456789</text></svg>`;
  const before = document.body.innerHTML;
  shortenNumbers([...document.body.querySelectorAll("*")]);
  expect(document.body.innerHTML).toBe(before.replace('x="1.23456789"', 'x="1.2346"'));
});
