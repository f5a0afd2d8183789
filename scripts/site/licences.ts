import {existsSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {sort} from "d3-array";

/** What a package's own file says of it, as far as its licence needs that. */
interface Manifest {
  name: string;
  version: string;
  license?: string;
  author?: string | {name: string};
  homepage?: string;
  dependencies?: Record<string, string>;
}

/** A package that is shipped, with the text of its licence. */
export interface Licence {
  name: string;
  version: string;
  /** As SPDX names it: `MIT`, `Apache-2.0`. */
  id: string;
  text: string;
}

/** Licences that let the course ship a package with no more than its text. */
const allowed =
  /^(MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|OFL-1\.1|Unlicense|Python-2\.0|BlueOak-1\.0\.0)$/;

/** Shipped as files, or in part, so that no bundle names them, or that what they depend on builds and is not shipped. */
const alone = [
  "@fontsource-variable/source-code-pro",
  "@fontsource-variable/source-sans-3",
  "@fontsource-variable/stix-two-text",
  "@observablehq/framework",
  "katex",
  "pagefind",
  "reveal.js"
];

/**
 * Returns the licences of the packages that *bundled* names, of all that they depend on, and of those shipped as files, by
 * name. Throws for a package that has none, or one that asks for more than its text.
 */
export function licencesOf(bundled: Iterable<string>): Licence[] {
  const found = new Map<string, Manifest>();
  const visit = (name: string, inside: string) => {
    const manifest = readManifest(name, inside);
    if (found.has(name)) return;
    found.set(name, manifest);
    if (alone.includes(name)) return;
    for (const dependency of Object.keys(manifest.dependencies ?? {}))
      if (!/^@types\/|\/types$/.test(dependency)) visit(dependency, join(inside, "node_modules", name));
  };
  for (const name of [...alone, ...bundled]) visit(name, ".");
  return sort(found.values(), ({name}) => name).map(toLicence);
}

/** Writes the licences of all that the site below *root* ships, as its source maps tell it, into `licences.txt`. */
export function writeLicences(root: string): void {
  const maps = readdirSync(root, {recursive: true, encoding: "utf8"}).filter((path) =>
    path.endsWith(".js.map")
  );
  const sources = maps.flatMap(
    (path) => (JSON.parse(readFileSync(join(root, path), "utf8")) as {sources: string[]}).sources
  );
  writeFileSync(join(root, "licences.txt"), licencesText(licencesOf(packagesIn(sources))));
}

/** Returns the packages that source maps name as *sources*: `_node/htl@0.3.1/index.js`, `node_modules/htl/src/index.js`. */
export function packagesIn(sources: Iterable<string>): Set<string> {
  const names = new Set<string>();
  for (const source of sources) {
    const name = /.*\b(?:_node|node_modules)\/((?:@[^/]+\/)?[^/@]+)/.exec(source)?.[1];
    if (name && existsSync(join("node_modules", name))) names.add(name); // what is cut out of several packages is called as none is
  }
  return names;
}

/** Returns the licences as a text: a list, and then each text with the packages that have it. */
export function licencesText(licences: readonly Licence[]): string {
  const byText = new Map<string, string[]>();
  for (const {name, version, text} of licences)
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version}`]);
  const list = licences.map(({name, version, id}) => `${name} ${version}: ${id}`);
  const texts = [...byText].map(([text, names]) => `${"-".repeat(80)}\n${names.join(", ")}\n\n${text}`);
  return `What this site is made of, besides its own code (MIT), and under which licences\n\n${list.join("\n")}\n\n${texts.join("\n\n")}\n`;
}

function toLicence({name, version, license = "none", author, homepage}: Manifest): Licence {
  const ids = license.replace(/[()]/g, "").split(/ AND /);
  const choices = ids.map((id) => id.split(" OR ").find((choice) => allowed.test(choice)));
  if (choices.includes(undefined))
    throw new Error(
      `invalid licence: ${license} of ${name}; the course ships what asks for no more than its text`
    );
  const holder = typeof author === "string" ? author : author?.name;
  const without = `Licence: ${license} (its package has no text of it). ${holder ?? "Its authors"}, ${homepage ?? `https://www.npmjs.com/package/${name}`}`;
  return {name, version, id: license, text: readText(name) ?? without};
}

function readText(name: string): string | undefined {
  const folder = join("node_modules", name);
  const file = readdirSync(folder, {withFileTypes: true}).find(
    (entry) => entry.isFile() && /^(licen[cs]e|copying|ofl|unlicense)/i.test(entry.name)
  );
  return file && readFileSync(join(folder, file.name), "utf8").replaceAll("\r", "").trim();
}

/** Reads what *name* is for a package in *folder*: as Node does, from the folder's own packages, or from the root's. */
function readManifest(name: string, folder: string): Manifest {
  const own = join(folder, "node_modules", name, "package.json");
  const path = existsSync(own) ? own : join("node_modules", name, "package.json");
  return JSON.parse(readFileSync(path, "utf8")) as Manifest;
}
