import {mkdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {build, type PluginBuild} from "esbuild";

const core = "@tensorflow/tfjs-core";

/**
 * Bundles two packages into Framework's *cache*, where Framework 1.13.4 finds them and does not make its own:
 *
 * - tfjs's wasm backend: Framework's would import Node's `fs`, `path` and `os`, since it does not heed the package's
 *   `browser` field, and no browser could load it;
 * - Plot, with the parts of D3 that it uses: Framework's loads all of D3, and a page of reading would be a third heavier.
 *
 * Delete each when Framework does it.
 */
export async function bundlePackages(cache: string): Promise<void> {
  await bundlePackage(cache, "@tensorflow/tfjs-backend-wasm");
  await bundlePackage(cache, "@observablehq/plot");
}

async function bundlePackage(cache: string, name: string): Promise<void> {
  const folder = join(cache, "_node", `${name}@${versionOf(name)}`);
  mkdirSync(folder, {recursive: true});
  await build({
    stdin: {contents: `export * from "${name}";`, resolveDir: process.cwd()},
    outfile: join(folder, "index.js"),
    bundle: true,
    format: "esm",
    platform: "browser",
    mainFields: ["browser", "module", "main"],
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

/** Read as a file, since not every package lets its package.json be imported. */
function versionOf(name: string): string {
  const file = join("node_modules", name, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as {version: string}).version;
}
