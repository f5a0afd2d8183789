import {describe, expect, test} from "vitest";
import {isLostDownload, lostDownloadText, unopenedText} from "../../components/fields/lostDownload.js";
import {errorText} from "../../components/notebook/graph/errorText.js";
import {toldError} from "../../components/protocol/toldError.js";

describe("a download that did not come", () => {
  test.each([
    "Failed to fetch dynamically imported module: http://localhost:3000/_code/editor.0123abcd.js",
    "error loading dynamically imported module: http://localhost:3000/_code/editor.0123abcd.js",
    "Importing a module script failed.",
    "Failed to fetch",
    "NetworkError when attempting to fetch resource.",
    "Load failed",
    "TensorFlow.js cannot start its wasm backend; its file may not have come",
    "Aborted(both async and sync fetching of the wasm failed)"
  ])("is known by %s, and readers are told what to do", (message) => {
    const error = new TypeError(message);
    expect(isLostDownload(error)).toBe(true);
    expect(errorText(error)).toBe(lostDownloadText);
    expect(toldError(error).message).toBe(lostDownloadText);
  });

  test.each([
    new TypeError("a is not a function"),
    new Error("this browser has no WebGPU"),
    "Failed to fetch",
    null
  ])("is not %s", (error) => expect(isLostDownload(error)).toBe(false));

  test("is told with a way on, and so is another version's file, in whose place it came", () => {
    expect(unopenedText(new TypeError("Failed to fetch"))).toBe(lostDownloadText);
    const other = new SyntaxError("The requested module './editor.js' does not provide an export named 'y'");
    expect(unopenedText(other)).toMatch(/^The requested module .*'y'; try again, .*reload the page$/);
  });
});
