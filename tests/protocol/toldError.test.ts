import {expect, test} from "vitest";
import {lostDownloadText} from "../../components/fields/lostDownload.js";
import {toldError} from "../../components/protocol/toldError.js";

test("toldError(error) keeps an error's own words", () => {
  expect(toldError(new Error("out of memory"))).toEqual({message: "out of memory"});
});

test("toldError(error) tells how to go on where the worker's files are lost, or are of two versions", () => {
  const messages = [
    "Failed to fetch dynamically imported module: https://a.example/_code/worker/assist.js",
    "The requested module './assist.6f80ec1c.js' does not provide an export named 'f'"
  ];
  for (const message of messages) expect(toldError(new Error(message))).toEqual({message: lostDownloadText});
});
