import {spawn} from "node:child_process";
import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {createInterface} from "node:readline";
import {buildProgress} from "./buildProgress.js";
import {sourceStamp} from "./sourceStamp.js";

/** What Node runs for a build, in order. */
const commands = [["scripts/wasm.ts"], ["scripts/framework.ts", "build"], ["scripts/finishBuild.ts"]].map(
  (script) => ["--import", "tsx", ...script]
);

/** What the site was built from. Framework empties the folder first, so a build that was broken off leaves none. */
const stampFile = "dist/.stamp";

export interface BuildOptions {
  /** Prints all that the build says, instead of its parts. Defaults to false. */
  verbose?: boolean;
  /** Prints a line. Defaults to the console. */
  print?: (line: string) => void;
}

/** Builds the site into `dist`, and resolves to whether that succeeded; if it did not, all that was said is printed. */
export async function buildSite(options: BuildOptions = {}): Promise<boolean> {
  const stamp = sourceStamp(); // of before: what is changed meanwhile may not be in the build
  const built = await runInTurn(commands, options);
  if (built) writeFileSync(stampFile, stamp);
  return built;
}

/** Returns whether `dist` holds a site built from the sources as they are. */
export function isBuilt(): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === sourceStamp();
}

/** Runs Node with each of these arguments, until one fails, and resolves to whether none did. */
export async function runInTurn(
  commands: string[][],
  {verbose = false, print = console.log}: BuildOptions = {}
): Promise<boolean> {
  const progress = buildProgress();
  const said: string[] = [];
  const hear = (line: string) => {
    said.push(line);
    const shown = verbose ? line : progress(line);
    if (shown !== null) print(shown);
  };
  for (const command of commands) {
    hear(`> node ${command.join(" ")}`);
    if (await run(command, hear)) continue;
    if (!verbose) said.forEach((line) => print(line));
    return false;
  }
  return true;
}

/** Runs Node, hears each line it says, and resolves to whether it succeeded. */
function run(command: string[], hear: (line: string) => void): Promise<boolean> {
  const child = spawn(process.execPath, command, {stdio: ["ignore", "pipe", "pipe"]});
  for (const input of [child.stdout, child.stderr]) createInterface({input}).on("line", hear);
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (status) => resolve(status === 0));
  });
}
