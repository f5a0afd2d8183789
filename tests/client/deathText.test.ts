import {expect, test} from "vitest";
import {deathText} from "../../components/client/deathText.js";
import {lostDownloadText} from "../../components/fields/lostDownload.js";

test("deathText(message) has an error's own words", () => {
  expect(deathText("Uncaught Error: out of memory")).toBe("out of memory");
  expect(deathText("Uncaught (in promise) RangeError: invalid depth: 21")).toBe("invalid depth: 21");
  expect(deathText("the device is lost")).toBe("the device is lost");
});

test("deathText(message) tells how to go on where a worker's files are lost, or are of two versions", () => {
  const messages = [
    ...["", undefined],
    "Uncaught SyntaxError: The requested module './assist.6f80ec1c.js' does not provide an export named 'f'",
    "SyntaxError: The requested module './a.js' doesn't provide an export named: 'f'",
    "SyntaxError: Importing binding name 'f' is not found."
  ];
  for (const message of messages) expect(deathText(message)).toBe(lostDownloadText);
});
