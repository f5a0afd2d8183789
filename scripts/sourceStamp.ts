import {createHash} from "node:crypto";
import {readdirSync, readFileSync, statSync} from "node:fs";
import {join} from "node:path";

/** All that a built site depends on. */
export const siteSources = [
  "src",
  "components",
  "data",
  "scripts",
  "examples",
  "observablehq.config.ts",
  "package.json",
  "package-lock.json"
];

/** Made by the build, of sources. */
const generated = ["binary.js", "threads/sharedBinary.js"].map(
  (name) => `components/plan/machines/wasm/${name}`
);

/**
 * Returns a hash of the files at and below *paths*, their names and contents, and of the **base** the site is built for.
 * Links, hidden files such as caches, and what the build makes do not count; nor does when a file was written.
 */
export function sourceStamp(paths = siteSources, {base = siteBase()} = {}): string {
  const hash = createHash("sha256").update(base);
  for (const path of paths.flatMap(filesBelow)) {
    const contents = readFileSync(path);
    hash.update(`\0${path.replaceAll("\\", "/")}\0${contents.length}\0`).update(contents);
  }
  return hash.digest("hex");
}

/** Where the site is to be found, as far as its pages say it. */
function siteBase(): string {
  return `${process.env.SITE_BASE ?? "/"} ${process.env.SITE_URL ?? ""}`;
}

function filesBelow(path: string): string[] {
  if (generated.some((name) => path.replaceAll("\\", "/").endsWith(name))) return [];
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, {withFileTypes: true}).filter(
    (entry) => !entry.isSymbolicLink() && !entry.name.startsWith(".")
  );
  const names = entries.map(({name}) => name).sort();
  return names.flatMap((name) => filesBelow(join(path, name)));
}
