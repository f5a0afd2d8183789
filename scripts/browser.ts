import {execFileSync} from "node:child_process";
import {existsSync} from "node:fs";
import {join} from "node:path";
import type {Browser} from "playwright-core";
import {chromium} from "playwright-core";
import {findExecutable, isExecutable} from "./executables.js";

/** The names under which a Chromium-based browser is installed: commands on the path, or whole paths. */
const knownBrowsers: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "brave-browser"
  ],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"
  ],
  win32: ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"]
    .map((name) => process.env[name])
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, "Google/Chrome/Application/chrome.exe"),
      join(folder, "Chromium/Application/chrome.exe"),
      join(folder, "Microsoft/Edge/Application/msedge.exe")
    ])
};

/**
 * Returns the path of a Chromium-based browser: what `CHROME_PATH` names, else an installed one. On Debian and its
 * kin, as root, installs one where there is none. Throws if there is still none.
 */
export function findBrowser(): string {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    if (!isExecutable(chosen))
      throw new Error(`invalid CHROME_PATH: ${chosen}; it names a browser's executable file`);
    return chosen;
  }
  const found = installedBrowser() ?? (canInstall() ? installBrowser() : undefined);
  if (!found) throw new Error("no browser found: install Chromium or Chrome, or set CHROME_PATH to one");
  return found;
}

function installedBrowser(): string | undefined {
  return findExecutable(knownBrowsers[process.platform] ?? []);
}

function canInstall(): boolean {
  return process.platform === "linux" && isRoot() && existsSync("/usr/bin/apt-get");
}

function installBrowser(): string | undefined {
  console.log("no browser found: installing chromium");
  const options = {
    stdio: ["ignore", "inherit", "inherit"],
    env: {...process.env, DEBIAN_FRONTEND: "noninteractive"}
  };
  execFileSync("apt-get", ["update"], options as object);
  execFileSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], options as object);
  return installedBrowser();
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

const commonArguments = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync"
];

/** WebGPU by SwiftShader: slow, but there on a machine without a graphics card. */
const webgpuArguments = [
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader"
];

/** Options of launchBrowser. */
export interface LaunchOptions {
  /** Gives the browser a software WebGPU device. Defaults to false. */
  webgpu?: boolean;
  /** The port at which others may drive the browser too. Defaults to none. */
  debuggingPort?: number;
}

/** Starts a browser without a window; who starts it closes it. */
export function launchBrowser({webgpu = false, debuggingPort}: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser(),
    args: [
      ...commonArguments,
      ...(webgpu ? webgpuArguments : []),
      ...(debuggingPort === undefined ? [] : [`--remote-debugging-port=${debuggingPort}`]),
      // Chromium refuses to sandbox for root.
      ...(isRoot() ? ["--no-sandbox"] : [])
    ],
    chromiumSandbox: !isRoot()
  });
}
