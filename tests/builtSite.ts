import {existsSync, readdirSync, readFileSync} from "node:fs";
import {dirname, join} from "node:path/posix";
import {gzipSync} from "node:zlib";
import {JSDOM} from "jsdom";
import ts from "typescript";

/** A page of the built site. */
export interface BuiltPage {
  /** From the site's root, such as `embed/retrain.html`. */
  path: string;
  html: string;
  document: Document;
}

export const siteRoot = "dist";

/** Returns the paths of all built files, from the site's root. Throws if the site is not built. */
export function builtFiles(): string[] {
  if (!existsSync(join(siteRoot, "index.html")))
    throw new Error("the site is not built: run npm run build first");
  const entries = readdirSync(siteRoot, {recursive: true, withFileTypes: true});
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath.replaceAll("\\", "/"), entry.name).slice(siteRoot.length + 1))
    .sort();
}

export function readBuilt(path: string): string {
  return readFileSync(join(siteRoot, path), "utf8");
}

export function builtPages(): BuiltPage[] {
  return builtFiles()
    .filter((path) => path.endsWith(".html"))
    .map((path) => {
      const html = readBuilt(path);
      return {path, html, document: new JSDOM(html).window.document};
    });
}

/** Returns the built file that a relative *url* names on a page or in a module, or null if there is none. */
export function resolveBuilt(from: string, url: string): string | null {
  const path = join(dirname(from), decodeURI(url.replace(/[?#].*$/, "")));
  if (path.startsWith("..")) return null;
  const candidates = url === "" ? [from] : [path, `${path}.html`, join(path, "index.html")];
  const files = new Set(cachedFiles());
  return candidates.find((candidate) => files.has(candidate)) ?? null;
}

/** Returns where the links of a page start: at itself, or, as in a frame, where its `<base>` says. */
export function baseOf({path, document}: Pick<BuiltPage, "path" | "document">): string {
  const base = document.querySelector("base")?.getAttribute("href");
  return base && path !== "404.html" ? join(dirname(path), base, "page.html") : path;
}

let files: string[] | undefined;

function cachedFiles(): string[] {
  return (files ??= builtFiles());
}

/** Returns the modules that a page loads as it is read, until its reader comes near something that lives. */
export function firstModules(page: BuiltPage): Set<string> {
  const urls = [...page.document.querySelectorAll("link[rel=modulepreload], script[src]")].map(
    (element) => element.getAttribute("href") ?? element.getAttribute("src")!
  );
  return reachableModules(urls.map((url) => found(baseOf(page), url)));
}

/** Returns the modules that a page has loaded when all of it is alive, and nothing was pressed. */
export function loadedModules(page: BuiltPage): Set<string> {
  const code = page.document.querySelector<HTMLElement>("script[data-code]")?.dataset.code;
  const alive = code ? reachableModules([found(baseOf(page), code)]) : [];
  return new Set([...firstModules(page), ...alive]);
}

/** Returns the built modules at *paths*, and what they import at once, and so on from there. */
export function reachableModules(paths: Iterable<string>): Set<string> {
  const modules = new Set(paths);
  for (const path of modules)
    for (const url of moduleImports(readBuilt(path)).loaded) modules.add(found(path, url));
  return modules;
}

/** Returns what the bundles at *paths* were made of, by their source maps. */
export function sourcesOf(paths: Iterable<string>): string[] {
  return [...paths].flatMap((path) => (JSON.parse(readBuilt(`${path}.map`)) as {sources: string[]}).sources);
}

function found(from: string, url: string): string {
  const path = resolveBuilt(from, url);
  if (!path) throw new Error(`missing module: ${url}, named in ${from}`);
  return path;
}

/** Returns the URLs a module imports with itself, and those it may import later. */
export function moduleImports(source: string): {loaded: string[]; later: string[]} {
  const loaded: string[] = [];
  const later: string[] = [];
  const file = ts.createSourceFile("module.js", source, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS);
  const visit = (node: ts.Node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      loaded.push((node.moduleSpecifier as ts.StringLiteral).text);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteralLike(argument)) later.push(argument.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return {loaded, later};
}

/** Returns how many bytes the given files come to, each compressed by gzip. */
export function compressedSize(paths: Iterable<string>): number {
  return [...paths].reduce((sum, path) => sum + gzipSync(readFileSync(join(siteRoot, path))).length, 0);
}
