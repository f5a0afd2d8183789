import {mkdirSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import {build, type PluginBuild} from "esbuild";

const require = createRequire(import.meta.url);
const name = "@tensorflow/tfjs-backend-wasm";
const core = "@tensorflow/tfjs-core";

/**
 * Bundles tfjs's wasm backend into Framework's *cache* of packages, where Framework finds it and does not make its own.
 * Its own would import Node's `fs`, `path` and `os`, since it does not heed the package's `browser` field (Framework
 * 1.13.4, tfjs 4.22), and no browser could load it. Delete when it does.
 */
export async function bundleWasmBackend(cache: string): Promise<void> {
  const folder = join(cache, "_node", `${name}@${versionOf(name)}`);
  mkdirSync(folder, {recursive: true});
  await build({
    stdin: {contents: `export * from "${name}";`, resolveDir: process.cwd()},
    outfile: join(folder, "index.js"),
    bundle: true,
    format: "esm",
    platform: "browser",
    mainFields: ["module", "main"],
    minify: true,
    legalComments: "none",
    logLevel: "error",
    plugins: [{name: "one tfjs-core", setup: shareCore}]
  });
}

/** Leaves tfjs's core where Framework puts it, so that all backends register with one. */
function shareCore({onResolve}: PluginBuild): void {
  const path = `../tfjs-core@${versionOf(core)}/index.js`;
  onResolve({filter: new RegExp(`^${core}$`)}, () => ({path, external: true}));
}

function versionOf(packageName: string): string {
  return (require(`${packageName}/package.json`) as {version: string}).version;
}
