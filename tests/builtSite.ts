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

let files: string[] | undefined;

function cachedFiles(): string[] {
  return (files ??= builtFiles());
}

/** Returns the modules that a page loads before anything is clicked: what it preloads or imports, and so on from there. */
export function loadedModules({path, document}: BuiltPage): Set<string> {
  const preloads = [...document.querySelectorAll("link[rel=modulepreload]")].map((link) =>
    link.getAttribute("href")!
  );
  const sources = [...document.querySelectorAll("script[src]")].map((script) => script.getAttribute("src")!);
  const inline = [...document.querySelectorAll("script:not([src])")].flatMap((script) =>
    pageImports(script.textContent!)
  );
  const found = new Set<string>();
  const add = (from: string, url: string) => {
    if (/^(\w+:)?\/\//.test(url)) return; // another host's: site.test.ts forbids it elsewhere
    const target = resolveBuilt(from, url);
    if (!target) throw new Error(`missing module: ${url}, named in ${from}`);
    if (found.has(target)) return;
    found.add(target);
    for (const next of moduleImports(readBuilt(target)).loaded) add(target, next);
  };
  for (const url of [...preloads, ...sources, ...inline]) add(path, url);
  return found;
}

/** A page's cells import by `import()`, at once: there the dynamic imports count too. */
function pageImports(source: string): string[] {
  const {loaded, later} = moduleImports(source);
  return [...loaded, ...later];
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
