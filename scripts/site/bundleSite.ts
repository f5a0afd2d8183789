import {createHash} from "node:crypto";
import {readdirSync, rmSync, writeFileSync} from "node:fs";
import {dirname, join, relative, resolve} from "node:path";
import {build, transform} from "esbuild";
import {type OutputChunk, type OutputOptions, type Plugin, rollup} from "rollup";
import {minify as terser} from "terser";
import {chunkOf} from "./chunkOf.js";
import {lightPlot} from "./lightPlot.js";
import {pageEntry} from "./pageEntry.js";
import type {PageParts} from "./takeCode.js";

/** Where bundles are, from the site's root. */
export interface Bundles {
  /** What a page loads first; it brings the rest when that is needed. */
  start: string;
  /** What says how a figure is framed. */
  embedding: string;
  /** What a figure in a frame loads first. */
  embed: string;
  /** What starts a figure that is an element of somebody else's page. */
  element: string;
  /** What shows a page to a class. */
  lecture: string;
  /** What keeps the site for a reader without a network. */
  offline: string;
  /** The search of all pages. */
  search: string;
  /** The code of each page: its file, and before it the files that it imports, each after those that it imports itself. */
  pages: ReadonlyMap<string, readonly string[]>;
}

const folder = "_code";

/**
 * Bundles the code of all pages below *root* into a few files: one a page, what several share, Plot, Framework's client, the
 * editor, and, apart, the worker. A module is in one of them only, and what edited cells may import has a file that passes
 * it on, so that it is the same module there. Each file is named by its contents and has a source map beside it.
 */
export async function bundleSite(root: string, pages: ReadonlyMap<string, PageParts>): Promise<Bundles> {
  const start = join(root, "startCells.code.js");
  await build({entryPoints: ["components/page/startCells.ts"], outfile: start, ...own});
  const entries = new Map(
    [...pages].map(([page, {code}]) => [page.replaceAll("/", "--"), entryFile(root, page, code, start)])
  );
  const element = join(root, "element.code.js");
  await build({
    ...{entryPoints: ["components/element/startFigure.ts"], outfile: element, ...own},
    external: ["observablehq:*"]
  });
  const packages = await bundleWholePackages(root, pages);
  const bundle = await rollup({
    input: {...Object.fromEntries(entries), element},
    plugins: [
      ...[frameworksOwn(root), absentLibraries, lightPlot, ownPagesOnly],
      ...[workers(root), offeredPackages(packages), offeredModules()]
    ],
    preserveEntrySignatures: "exports-only",
    onLog() {}
  });
  const {output} = await bundle.write({
    ...common(root, folder, minify),
    manualChunks: chunkOf([...entries.values()])
  });
  await bundle.close();
  for (const file of [start, element, ...entries.values()]) rmSync(file);
  const chunks = new Map(
    output.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file] as const] : []))
  );
  const files = new Map(
    [...chunks.values()].flatMap((chunk) =>
      entries.has(chunk.name) ? [[chunk.name.replaceAll("--", "/"), filesOf(chunk, chunks)] as const] : []
    )
  );
  return {
    start: await bundleScript(root, "start", startScript),
    embed: await bundleScript(root, "embed", embedScript),
    element: `${folder}/${output.find(({name}) => name === "element")!.fileName}`,
    embedding: await bundleScript(
      root,
      "embedding",
      'export {openEmbedDialog} from "./components/embed/embedDialog.ts";'
    ),
    lecture: await bundleScript(root, "lecture", lectureScript),
    offline: await bundleScript(root, "offline", 'export {keepOffline} from "./components/page/offline.ts";'),
    search: await bundleScript(root, "search", 'export {search} from "./components/page/search.ts";'),
    pages: files
  };
}

/** Returns the files of a *chunk* and of what it imports at once, in the order in which they can be evaluated. */
function filesOf(chunk: OutputChunk, chunks: ReadonlyMap<string, OutputChunk>): string[] {
  const files = new Set<string>();
  const visited = new Set<OutputChunk>();
  function visit(one: OutputChunk): void {
    if (visited.has(one)) return;
    visited.add(one);
    for (const name of one.imports) if (chunks.has(name)) visit(chunks.get(name)!);
    files.add(`${folder}/${one.fileName}`);
  }
  visit(chunk);
  return [...files];
}

/** What browsers get. */
const forBrowsers = {format: "esm", target: "es2022", legalComments: "none"} as const;

/** How our own TypeScript is bundled. */
const own = {...forBrowsers, bundle: true, logLevel: "error"} as const;

function entryFile(root: string, page: string, code: string, start: string): string {
  const file = resolve(root, `${page}.entry.js`);
  const path = relative(dirname(file), resolve(start)).replaceAll("\\", "/");
  writeFileSync(file, pageEntry(code, path.startsWith(".") ? path : `./${path}`));
  return file;
}

/** Returns a script in fewer letters, and its source map. */
type Minify = (source: string) => Promise<{code: string; map: string}>;

function common(root: string, name: string, minify: Minify): OutputOptions {
  return {
    dir: join(root, name),
    format: "es",
    entryFileNames: fileName,
    chunkFileNames: fileName,
    hashCharacters: "hex",
    sourcemap: true,
    plugins: [{name: "minify", renderChunk: (source) => minify(source)}]
  };
}

/** Framework's hash in a module's name goes; the bundle's own comes. */
function fileName({name}: {name: string}): string {
  return `${name.replace(/\.[0-9a-f]{8}$/, "")}.[hash].js`;
}

/** For what a page does not wait for: whole packages, and the worker with TensorFlow.js. Terser would take half a minute. */
const minifyQuickly: Minify = (source) =>
  transform(source, {minify: true, sourcemap: "external", ...forBrowsers});

/** Terser's files are some percent smaller than esbuild's, of which a page loads 200 kB. */
async function minify(source: string, before?: string): Promise<{code: string; map: string}> {
  const {code, map} = await terser(source, {
    module: true,
    compress: {passes: 2, ecma: 2020},
    format: {comments: false, ecma: 2020},
    sourceMap: before === undefined ? true : {content: before}
  });
  return {code: code!, map: map as string};
}

/** The script that each page begins with; so little that it is as good as part of the page. */
const startScript = `import {startPage} from "./components/page/start.ts";
startPage(document.querySelector("script[data-site]").dataset);`;

/** The same of a figure in a frame. */
const embedScript = `import {startEmbed} from "./components/embed/startEmbed.ts";
startEmbed(document.querySelector("script[data-site]").dataset);`;

const lectureScript = `export {startLecture} from "./components/lecture/lecture.ts";
export {startNotes} from "./components/lecture/lectureNotes.ts";`;

/** Bundles a script of *contents* into a file of its own, and returns its path. */
async function bundleScript(root: string, name: string, contents: string): Promise<string> {
  const script = await bundleText(name, contents);
  const hash = createHash("sha256").update(script.code).digest("hex").slice(0, 8);
  const file = `${folder}/${name}.${hash}.js`;
  writeFileSync(join(root, file), `${script.code}\n//# sourceMappingURL=${name}.${hash}.js.map\n`);
  writeFileSync(join(root, `${file}.map`), script.map);
  return file;
}

/** Returns a module of *contents*, TypeScript whose imports start from the project's root, and its source map. */
export async function bundleText(name: string, contents: string): Promise<{code: string; map: string}> {
  const {outputFiles} = await build({
    ...own,
    stdin: {contents, resolveDir: process.cwd(), loader: "ts"},
    outfile: `${name}.js`,
    sourcemap: "external",
    write: false
  });
  const [map, script] = outputFiles;
  return minify(script.text, map.text);
}

/** Our own modules name parts of Framework as its pages do; they are where it has built them. */
function frameworksOwn(root: string): Plugin {
  return {
    name: "Framework's own",
    resolveId(path) {
      const [, part] = /^observablehq:(\w+)$/.exec(path) ?? [];
      if (part === undefined) return null;
      const file = readdirSync(join(root, "_observablehq")).find((name) => name.startsWith(`${part}.`));
      return resolve(root, "_observablehq", file!);
    }
  };
}

/**
 * Framework's client gives each listing of a document a button when it is loaded. Beside a figure in somebody else's page these are
 * not ours; on a page of the course all are in its main part.
 */
const ownPagesOnly: Plugin = {
  name: "own pages only",
  transform(code, id) {
    if (!/[\\/]_observablehq[\\/]client\./.test(id)) return null;
    const listings = '"pre:not([data-copy=none])"';
    if (code.split(listings).length !== 2)
      throw new Error(
        `invalid client: it has not once ${listings}; Framework has changed, see bundleSite.ts`
      );
    return sameLines(code.replace(listings, '"#observablehq-main pre:not([data-copy=none])"'));
  }
};

/** Framework's client names libraries that a page may ask for and ours do not; they are not on this site. */
const absentLibraries: Plugin = {
  name: "absent libraries",
  resolveId: (path) => (/^\.\.?\/(_npm|stdlib)\//.test(path) ? {id: path, external: true} : null)
};

/** Packages that cells may import as a whole. Pages have of them only what they use, in a copy of their own. */
const wholePackage = /_node\/(@observablehq\/(?:plot|inputs)|d3|htl)@[^"]+?\.js/;

/** Bundles the packages that *pages* offer, and returns the file of each by the package's name. */
async function bundleWholePackages(
  root: string,
  pages: ReadonlyMap<string, PageParts>
): Promise<ReadonlyMap<string, string>> {
  const input: Record<string, string> = {};
  for (const {code} of pages.values())
    for (const [path, name] of code.matchAll(new RegExp(wholePackage, "g")))
      input[name] = resolve(root, path);
  const bundle = await rollup({input, preserveEntrySignatures: "strict", onLog() {}});
  const {output} = await bundle.write(common(root, `${folder}/packages`, minifyQuickly));
  await bundle.close();
  return new Map(
    output.map((file) => [file.type === "chunk" ? file.name : "", `./packages/${file.fileName}`])
  );
}

/** A module that loads such a package later, or says where it is, is led to its bundle. */
function offeredPackages(packages: ReadonlyMap<string, string>): Plugin {
  const file = (path: string) =>
    `new URL("${packages.get(wholePackage.exec(path)![1])}", import.meta.url).href`;
  const named = new RegExp(`"[./]*${wholePackage.source}"`).source;
  return {
    name: "offered packages",
    transform: (code) =>
      code.includes("/_node/")
        ? sameLines(
            code
              .replace(
                new RegExp(`\\bimport\\((${named})\\)`, "g"),
                (_, path: string) => `import(${file(path)})`
              )
              .replace(new RegExp(`new URL\\((${named}), location\\)\\.href`, "g"), (_, path: string) =>
                file(path)
              )
          )
        : null
  };
}

/** Bundles a worker where a module names it, and files that a worker names stay where they are. */
function workers(root: string): Plugin {
  return {
    name: "workers",
    async transform(code, id) {
      const [whole, path] = /import\.meta\.resolve\("([^"]+\.js)"\)/.exec(code) ?? [];
      if (!whole) return null;
      const worker = await bundleWorker(root, resolve(dirname(id), path));
      return sameLines(code.replace(whole, `new URL("${worker}", import.meta.url).href`));
    }
  };
}

/** What makes images to train on, in one file: a page shows some. What unpacks CIFAR-10's archive is apart. */
const madeImages = /[\\/]components[\\/](?:dataset[\\/](?!archive|cifar10\.)|random[\\/])/;

async function bundleWorker(root: string, entry: string): Promise<string> {
  const dir = `${folder}/worker`;
  const files: Plugin = {
    name: "files",
    transform(code, id) {
      const to = (path: string) =>
        relative(resolve(root, dir), resolve(dirname(id), path)).replaceAll("\\", "/");
      return code.includes("import.meta.resolve(")
        ? sameLines(
            code.replace(
              /import\.meta\.resolve\("([^"]+)"\)/g,
              (_, path: string) => `new URL("${to(path)}", import.meta.url).href`
            )
          )
        : null;
    }
  };
  const bundle = await rollup({input: {worker: entry}, plugins: [files], onLog() {}});
  const {output} = await bundle.write({
    ...common(root, dir, minifyQuickly),
    manualChunks: (id) => (madeImages.test(id) ? "dataset" : undefined)
  });
  await bundle.close();
  return `./worker/${output[0].fileName}`;
}

/** What edited cells may import: each URL in a page's script becomes that of a file of its own. */
function offeredModules(): Plugin {
  return {
    name: "offered modules",
    transform(code, id) {
      if (!id.endsWith(".entry.js")) return null;
      const changed = code.replace(/new URL\("([^"]+\.js)", location\)\.href/g, (_, path: string) => {
        const offered = resolve(dirname(id), path);
        const name = offered.replace(/^.*[\\/]|\.\w{8}\.js$/g, "");
        const reference = this.emitFile({type: "chunk", id: offered, name: `modules/${name}`});
        return `import.meta.ROLLUP_FILE_URL_${reference}`;
      });
      return sameLines(changed);
    }
  };
}

/** Code whose lines are still where they were, so that source maps hold. */
function sameLines(code: string): {code: string; map: null} {
  return {code, map: null};
}
