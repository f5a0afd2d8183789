import {mkdirSync, readdirSync, readFileSync, rmSync} from "node:fs";
import {join} from "node:path";
import {build, type BuildOptions, type PluginBuild} from "esbuild";
import ts from "typescript";

const core = "@tensorflow/tfjs-core";

/** What Framework compiles cells with, which edited cells are compiled with too. */
const frameworkParser = "node_modules/@observablehq/framework/dist";

/**
 * Bundles packages into Framework's *cache*, where Framework 1.13.4 finds them and does not make its own:
 *
 * - tfjs's wasm backend: Framework's would import Node's `fs`, `path` and `os`, since it does not heed the package's
 *   `browser` field, and no browser could load it;
 * - Plot, with the parts of D3 that it uses: Framework's loads all of D3, and a page of reading would be a third heavier;
 * - CodeMirror, Lezer and Acorn, with only what components, and Framework's own parts that these import, take from them:
 *   Framework's is a half heavier.
 *
 * Delete each when Framework does it.
 */
export async function bundlePackages(cache: string): Promise<void> {
  await bundlePackage(cache, "@tensorflow/tfjs-backend-wasm");
  await bundlePackage(cache, "@observablehq/plot");
  const sources = [...readModules("components", ".ts"), ...readModules(frameworkParser, ".js")];
  await bundleTogether(cache, importedNames(/^(@codemirror\/|@lezer\/|acorn(-walk)?$)/, sources));
}

/** What all bundles have in common. */
const common: BuildOptions = {
  bundle: true,
  format: "esm",
  platform: "browser",
  mainFields: ["browser", "module", "main"],
  minify: true,
  legalComments: "none",
  logLevel: "error"
};

async function bundlePackage(cache: string, name: string): Promise<void> {
  const folder = join(cache, "_node", `${name}@${versionOf(name)}`);
  mkdirSync(folder, {recursive: true});
  await build({
    ...common,
    stdin: {contents: `export * from "${name}";`, resolveDir: process.cwd()},
    outfile: join(folder, "index.js"),
    plugins: [{name: "one tfjs-core", setup: shareCore}]
  });
}

/** Leaves tfjs's core where Framework puts it, so that all backends register with one. */
function shareCore({onResolve}: PluginBuild): void {
  const path = `../tfjs-core@${versionOf(core)}/index.js`;
  onResolve({filter: new RegExp(`^${core}$`)}, () => ({path, external: true}));
}

/** What is imported from each package, by the package's name. */
type ImportedNames = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Bundles packages that share parts, each in a file of its own with the *names* that are asked of it. What several need
 * is in chunks beside them, so that there is one of each: two copies of an editor's state do not know each other.
 */
async function bundleTogether(cache: string, names: ImportedNames): Promise<void> {
  const outdir = join(cache, "_node");
  rmSync(join(outdir, chunks), {recursive: true, force: true}); // what an earlier version left
  await build({
    ...common,
    entryPoints: [...names.keys()].map((name) => ({in: name, out: `${name}@${versionOf(name)}/index`})),
    outdir,
    splitting: true,
    // Framework reads a relative import in a package's file as one of a package, and gives it a name by its contents.
    chunkNames: `${chunks}/[name]-[hash]`,
    target: "es2022",
    plugins: [{name: "only what is imported", setup: (plugin) => exportOnly(plugin, names)}]
  });
}

const chunks = "codemirror-chunks@1";

/** Makes of an entry, which is a package's name, a module that exports its *names* only. */
function exportOnly({onResolve, onLoad}: PluginBuild, names: ImportedNames): void {
  const namespace = "names";
  onResolve({filter: /./}, ({kind, path}) => (kind === "entry-point" ? {path, namespace} : undefined));
  onLoad({filter: /./, namespace}, ({path}) => ({
    contents: `export {${[...(names.get(path) ?? [])].join(", ")}} from "${path}";`,
    resolveDir: process.cwd()
  }));
}

/** Returns the names that *sources* import from each package that matches **which**, types left out. */
export function importedNames(which: RegExp, sources: Iterable<string>): ImportedNames {
  const names = new Map<string, Set<string>>();
  for (const source of sources) {
    for (const node of ts.createSourceFile("", source, ts.ScriptTarget.ES2022).statements) {
      if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) continue;
      const {text} = node.moduleSpecifier;
      const {importClause} = node;
      if (!which.test(text) || importClause?.isTypeOnly) continue;
      const bindings = importClause?.namedBindings;
      if (!bindings || importClause.name || !ts.isNamedImports(bindings))
        throw new Error(`invalid import of ${text}: name what is imported, as in import {a} from "${text}"`);
      for (const {name, propertyName, isTypeOnly} of bindings.elements)
        if (!isTypeOnly) names.set(text, (names.get(text) ?? new Set()).add((propertyName ?? name).text));
    }
  }
  return names;
}

function readModules(folder: string, ending: string): string[] {
  return readdirSync(folder, {recursive: true, encoding: "utf8"})
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

/** Read as a file, since not every package lets its package.json be imported. */
function versionOf(name: string): string {
  const file = join("node_modules", name, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as {version: string}).version;
}
