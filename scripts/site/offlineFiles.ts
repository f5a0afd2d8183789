import {createHash} from "node:crypto";
import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {KeptSite} from "../../components/page/serviceWorker.js";
import {scriptOf} from "./scriptOf.js";

/** The service worker, and how much it loads. Both are at the site's root under names that stay. */
export const offlineFiles = ["offline.js", "offline.json"];

/**
 * What readers without a network do not need: forms that a server chooses from, figures alone, which a frame or another
 * site loads, and the examples for those who teach, which show them.
 */
const left = /\.(?:br|gz|map)$|^(?:_headers|\.stamp|offline\.js(?:on)?)$|^(?:embed|examples|v1)\//;

/** Writes what keeps the built site below *root* in a reader's browser, when all else is there. */
export function writeOffline(root: string): void {
  const site = keptSite(root);
  const script = scriptOf(
    `import {keepSite} from "./components/page/serviceWorker.ts"; keepSite(self, ${JSON.stringify(site)});`
  );
  writeFileSync(join(root, "offline.js"), script);
  writeFileSync(join(root, "offline.json"), JSON.stringify({bytes: sentBytes(root, site)}));
}

/** Returns what is kept of the site below *root*; its version is another when any file is. */
export function keptSite(root: string): KeptSite {
  const files = readdirSync(root, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map(({parentPath, name}) =>
      join(parentPath, name)
        .replaceAll("\\", "/")
        .slice(root.length + 1)
    )
    .filter((path) => !left.test(path))
    .sort();
  const hash = createHash("sha256");
  for (const path of files) hash.update(path).update(readFileSync(join(root, path)));
  return {version: hash.digest("hex").slice(0, 12), files};
}

/** How much a server sends for all files, each in its smallest form. */
function sentBytes(root: string, {files}: KeptSite): number {
  const sizeOf = (path: string) => (existsSync(path) ? statSync(path).size : Infinity);
  return files.reduce((sum, path) => {
    const file = join(root, path);
    return sum + Math.min(...["", ".br", ".gz"].map((form) => sizeOf(file + form)));
  }, 0);
}
