import {createHash} from "node:crypto";
import {readdir, readFile, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {promisify} from "node:util";
import {brotliCompress, constants, gzip} from "node:zlib";
import {transform} from "esbuild";
import {withPolicy} from "./policy.js";

// Does after the build what Framework 1.13.4 cannot: a language, a viewport that zooms (framework #2001), a skip link
// (framework #389), names for its two navigations, a Content-Security-Policy, KaTeX's fonts as files of their own, our own
// modules made small (it does that to packages alone), and files compressed. Delete each part when Framework does it.

const root = "dist";

/** What to replace in every page: a part that occurs at most once, and whether it occurs in each. */
const replacements: {part: string; by: string; everywhere: boolean}[] = [
  {part: "<html>", by: '<html lang="en">', everywhere: true},
  {part: ", maximum-scale=1", by: "", everywhere: true},
  {
    part: "<body>",
    by: '<body>\n<a class="skip-link" href="#observablehq-main">Skip to the text</a>',
    everywhere: true
  },
  {part: '<main id="observablehq-main"', by: '<main id="observablehq-main" tabindex="-1"', everywhere: true},
  {
    part: '<nav id="observablehq-sidebar">',
    by: '<nav id="observablehq-sidebar" aria-label="Pages">',
    everywhere: false
  },
  {part: 'title="Toggle sidebar"', by: 'title="Show or hide the list of pages"', everywhere: false},
  // Labels between list items, there for the pointer only: what they switch has its own control.
  {
    part: '<label id="observablehq-sidebar-backdrop"',
    by: '<label id="observablehq-sidebar-backdrop" aria-hidden="true"',
    everywhere: false
  },
  {
    part: '<label id="observablehq-sidebar-close"',
    by: '<label id="observablehq-sidebar-close" aria-hidden="true"',
    everywhere: false
  }
];

const files = (await readdir(root, {recursive: true})).map((name) => join(root, name));
for (const path of files.filter((name) => name.endsWith(".html"))) await rewrite(path, finishPage);
for (const path of files.filter((name) => /katex\.\w+\.css$/.test(name))) await takeOutFonts(path);
for (const path of files.filter((name) => /[\\/]_import[\\/].*\.js$/.test(name))) await rewrite(path, minify);
for (const path of files.filter((name) => /\.(bin|css|html|js|json|svg|wasm)$/.test(name)))
  await compress(path);

async function rewrite(
  path: string,
  change: (text: string, path: string) => string | Promise<string>
): Promise<void> {
  await writeFile(path, await change(await readFile(path, "utf8"), path));
}

/** Names of modules, and what they import and export, stay as they are. */
async function minify(source: string): Promise<string> {
  const {code} = await transform(source, {
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none"
  });
  return code;
}

function finishPage(page: string, path: string): string {
  for (const {part, by, everywhere} of replacements) {
    const count = page.split(part).length - 1;
    if (count > 1 || (everywhere && count < 1)) {
      throw new Error(
        `invalid page: ${path} has ${count} times ${part}; Framework has changed, see finishBuild.ts`
      );
    }
    page = page.replace(part, () => by);
  }
  page = page.replace(/(<aside id="observablehq-toc"[^>]*>\s*<nav)>/, '$1 aria-label="On this page">');
  return withPolicy(page);
}

/** Writes the fonts inside a style sheet beside it, so that a page loads only those that its formulas use. */
async function takeOutFonts(path: string): Promise<void> {
  const style = await readFile(path, "utf8");
  const fonts = new Map<string, Buffer>();
  const finished = style.replace(/url\(data:font\/woff2;base64,([^)]+)\)/g, (_, encoded: string) => {
    const bytes = Buffer.from(encoded, "base64");
    const name = `katex.${createHash("sha256").update(bytes).digest("hex").slice(0, 8)}.woff2`;
    fonts.set(name, bytes);
    return `url(${name})`;
  });
  for (const [name, bytes] of fonts) await writeFile(join(dirname(path), name), bytes);
  await writeFile(path, finished);
}

/** Writes a file's compressed forms beside it, which many servers send in its place. Below a packet's size none is worth it. */
async function compress(path: string): Promise<void> {
  const contents = await readFile(path);
  if (contents.length < 1024) return;
  const quality = {[constants.BROTLI_PARAM_QUALITY]: 9}; // 11 would take ten times as long
  await writeFile(`${path}.br`, await promisify(brotliCompress)(contents, {params: quality}));
  await writeFile(`${path}.gz`, await promisify(gzip)(contents, {level: 9}));
}
