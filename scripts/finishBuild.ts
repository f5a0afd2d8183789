import {createHash} from "node:crypto";
import {readdir, readFile, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {transform} from "esbuild";

// Does after the build what Framework 1.13.4 cannot: a language, a viewport that zooms (framework #2001), a skip link
// (framework #389), names for its two navigations, a Content-Security-Policy, KaTeX's fonts as files of their own, and our
// own modules made small (it does that to packages alone). Delete each part when Framework does it.

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
  return page.replace('<meta charset="utf-8">', (charset) => `${charset}\n${policyTag(page)}`);
}

/**
 * Returns what a page may load and run: this site's own files, and the scripts that the build put into the page, by their
 * hashes. A page with editable cells may run code from `blob:` URLs too, which is what those cells become. WebAssembly
 * needs leave of its own. Styles are set by charts and the editor while a page is read, so they may stand in the page.
 */
function policyTag(page: string): string {
  const scripts = [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = scripts.map(
    ([, script]) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`
  );
  const cells = page.includes("/components/notebook/page/mount.") ? ["blob:"] : [];
  const policy = {
    "default-src": ["'self'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'", ...cells, ...new Set(hashes)],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'none'"]
  };
  const text = Object.entries(policy).map(([name, sources]) => `${name} ${sources.join(" ")}`);
  return `<meta http-equiv="Content-Security-Policy" content="${text.join("; ")}">`;
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
