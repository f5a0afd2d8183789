import {spawnSync} from "node:child_process";
import {existsSync, readdirSync, statSync} from "node:fs";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {serveSite} from "./staticServer.js";

// Builds the site if its sources are newer than `dist`, then serves it.
//
//     npm start -- --port 8080 --base /course/

const sources = ["src", "components", "data", "scripts", "observablehq.config.ts", "package.json"];
const firstPort = 3000;

const {values} = parseArgs({options: {port: {type: "string"}, base: {type: "string", default: "/"}}});
if (needsBuild()) build();
const {url} = await start();
console.log(`The course is at ${url} (stop it with Ctrl-C)`);

function needsBuild(): boolean {
  const page = "dist/index.html";
  return !existsSync(page) || Math.max(...sources.map(lastChange)) > statSync(page).mtimeMs;
}

/** Returns the time of the latest change of a file, or below a folder, leaving out links, caches and hidden files. */
function lastChange(path: string): number {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  const entries = readdirSync(path, {withFileTypes: true});
  const inner = entries.filter((entry) => !entry.isSymbolicLink() && !entry.name.startsWith("."));
  return Math.max(status.mtimeMs, ...inner.map((entry) => lastChange(join(path, entry.name))));
}

function build(): void {
  const {status} = spawnSync("npm", ["run", "build"], {
    stdio: "inherit",
    shell: process.platform === "win32"
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** A port that was asked for is used or fails; otherwise the next free one is taken. */
async function start() {
  if (values.port !== undefined) return serveSite({base: values.base, port: Number(values.port)});
  for (let port = firstPort; ; ++port) {
    try {
      return await serveSite({base: values.base, port});
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE" || port > firstPort + 100) throw error;
    }
  }
}
