import {chmodSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {findFirefox} from "../../../scripts/firefox/launchFirefox.js";

let folder: string;
const at = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "course-firefox-"));
  writeFileSync(at("firefox"), "");
  chmodSync(at("firefox"), 0o755);
  writeFileSync(at("text"), "");
});

afterEach(() => rmSync(folder, {recursive: true}));

describe("findFirefox", () => {
  test("returns the one that is chosen, before those that are known", () => {
    expect(findFirefox(at("firefox"), [process.execPath])).toBe(at("firefox"));
  });

  test("returns the first that is installed", () => {
    expect(findFirefox("", [at("absent"), at("firefox"), process.execPath])).toBe(at("firefox"));
  });

  test("says which choice is none, and what to do where there is none", () => {
    expect(() => findFirefox(at("text"), [at("firefox")])).toThrow(`invalid FIREFOX_PATH: ${at("text")}; `);
    expect(() => findFirefox("", [at("absent")])).toThrow(/^no Firefox found: .*FIREFOX_PATH/);
  });
});
