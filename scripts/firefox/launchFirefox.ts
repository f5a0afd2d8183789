import {join} from "node:path";
import type {Browser} from "puppeteer-core";
import {launch} from "puppeteer-core";
import {findExecutable, isExecutable} from "../executables.js";

// Why puppeteer-core, where Chromium is driven by playwright-core: Playwright drives a Firefox that it has patched, of its own
// download; this one drives by WebDriver BiDi the Firefox that readers have. It downloads nothing when it is installed, has no
// install script, and comes with Lighthouse in any case: the release here is the one that Lighthouse takes. Releases from 25 on
// need Node 22.

/** The names under which Firefox is installed: commands on the path, or whole paths. */
const knownFirefoxes: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ["firefox", "firefox-esr"],
  darwin: ["/Applications/Firefox.app/Contents/MacOS/firefox"],
  win32: ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"]
    .map((name) => process.env[name])
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, "Mozilla Firefox/firefox.exe"))
};

/** Returns the path of Firefox: what `FIREFOX_PATH` names, else an installed one. Throws if there is none. */
export function findFirefox(
  chosen = process.env.FIREFOX_PATH,
  names = knownFirefoxes[process.platform] ?? []
): string {
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`invalid FIREFOX_PATH: ${chosen}; it names Firefox's executable file`);
  }
  const found = findExecutable(names);
  if (found) return found;
  throw new Error(
    "no Firefox found: install it (on Debian: apt-get install firefox-esr), or set FIREFOX_PATH to one"
  );
}

/** Starts Firefox without a window; who starts it closes it. */
export function launchFirefox(executablePath: string): Promise<Browser> {
  return launch({browser: "firefox", executablePath, headless: true, defaultViewport: null});
}
