import {spawnSync} from "node:child_process";
import {readdirSync, rmSync} from "node:fs";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {bundlePackages} from "./packages.js";

// Runs one Framework command (`build`, `preview`) from the pinned package.
//
// - Its usage reports are switched off: neither a build nor a preview may need or use a network.
// - Before a build, what loaders once wrote is forgotten. Framework builds from stale loader outputs, and sees only
//   a change of the loader's own file, not of the modules it imports.

const cache = "src/.observablehq/cache";
const kept = new Set(["_npm", "_node"]);

const [command = "build", ...rest] = process.argv.slice(2);
if (command === "build") forgetLoaders();
await bundlePackages(cache);
const packageFile = createRequire(import.meta.url).resolve("@observablehq/framework/package.json");
const bin = join(dirname(packageFile), "dist/bin/observable.js");
const {status, error} = spawnSync(process.execPath, [bin, command, ...rest], {
  stdio: "inherit",
  env: {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "true"}
});
if (error) throw error;
process.exitCode = status ?? 1;

function forgetLoaders() {
  for (const name of readdirSync(cache)) {
    if (!kept.has(name)) rmSync(join(cache, name), {recursive: true});
  }
}
