import {createHash} from "node:crypto";
import {mkdir, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {basename, dirname, join} from "node:path";
import {promisify} from "node:util";
import {brotliCompress, constants, gzip} from "node:zlib";
import {headersFile} from "./headersFile.js";
import {withPolicy} from "./policy.js";
import {bundleSite, bundleText} from "./site/bundleSite.js";
import {drawPages} from "./site/drawPages.js";
import {writeElement} from "./site/elementFiles.js";
import {embedDocument} from "./site/embedDocument.js";
import {type Embed, embedsOf} from "./site/embeds.js";
import {writeExamples} from "./site/examples.js";
import {withFileNote} from "./site/fileNote.js";
import {formulaFaces, readFaces} from "./site/formulaFaces.js";
import {indexPages} from "./site/indexPages.js";
import {insertDrawn} from "./site/insertDrawn.js";
import {writeLicences} from "./site/licences.js";
import {withLostCodeNote} from "./site/lostCodeNote.js";
import {oEmbed} from "./site/oEmbed.js";
import {offlineFiles, writeOffline} from "./site/offlineFiles.js";
import {outlineInSidebar} from "./site/outlineInSidebar.js";
import {lectureButton, searchForm} from "./site/searchForm.js";
import {urlsFrom} from "./site/shadowStyle.js";
import {siteAddress, withShareTags, writeShared} from "./site/shareTags.js";
import {type PageParts, takeCode} from "./site/takeCode.js";
import {usedRules} from "./site/usedRules.js";

// Finishes what Framework 1.13.4 has built:
//
// - What the cells of a page show is drawn and stands in the page, and its code comes when a reader comes near something
//   that lives (site/). So a page is whole before a script runs, and where none does.
// - What Framework cannot: a language, a viewport that zooms (framework #2001), a skip link (framework #389), names for its
//   two navigations, a Content-Security-Policy, KaTeX's fonts as files of their own, files compressed, pictures that only
//   other sites show. Delete each when Framework does it. Framework has a search too, whose index is one file that every
//   reader loads whole; ours is read in parts (site/indexPages.ts).

const root = "dist";

/** Where earlier versions of the course had figures to frame, below `embed/`. */
const formerEmbeds: Readonly<Record<string, readonly string[]>> = {"degradation/retrain": ["retrain"]};

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

const pages = new Map<string, PageParts>();
for (const path of await filesOf(/\.html$/))
  pages.set(path.slice(root.length + 1, -".html".length), takeCode(await readFile(path, "utf8")));
const alive = new Map([...pages].filter(([, {code}]) => code.includes("\ndefine({")));
console.log("draw the pages");
const drawn = await drawPages(root, alive);
console.log("bundle the code");
const bundles = await bundleSite(root, alive);
writeLicences(root);
const [formulas] = await filesOf(/katex\.\w+\.css$/);
const formulaStyle = await takeOutFonts(formulas);
const [typefaces] = await filesOf(/fonts\.\w+\.css$/);
const typefaceStyle = await takeOutFonts(typefaces);
const figures = new Map<string, string>(); // that can be elements: where the document of each is, by its name
for (const [page, {html}] of pages) await writePage(page, html);
await writeElement(root, {
  styles: await stylesFrom("../"),
  figures,
  element: bundles.element,
  bundle: async (contents) => (await bundleText("embed", contents)).code
});
writeShared(root);
writeExamples(root, (html, {path, top}) =>
  withPolicy(withTypefaces(withShareTags(html, {path, top, site: siteAddress()}), top), {frames: true})
);
for (const path of await filesOf(/^dist\/(_import|_node|_observablehq)\/.*\.js$/)) await rm(path); // all are in bundles
console.log("index the pages");
const found = [...pages.keys()].filter((page) => page !== "404");
await indexPages(root, found);
await writeFile(`${root}/_headers`, headersFile([...(await pathsInSite()), ...offlineFiles]));
console.log("compress the files");
for (const path of await filesOf(/\.(bin|css|html|js|json|svg|wasm)$/)) await compress(path, quality(path));
writeOffline(root);

async function filesOf(pattern: RegExp): Promise<string[]> {
  const names = (await readdir(root, {recursive: true})).map((name) =>
    join(root, name).replaceAll("\\", "/")
  );
  return names.filter((name) => pattern.test(name));
}

/** Returns the paths of all files from the site's root. */
async function pathsInSite(): Promise<string[]> {
  const entries = await readdir(root, {recursive: true, withFileTypes: true});
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({parentPath, name}) => inSite(join(parentPath, name).replaceAll("\\", "/")));
}

/** Writes a page, and its figures as documents of their own. */
async function writePage(path: string, built: string): Promise<void> {
  const page = withLostCodeNote(withFileNote(outlined(replaced(path, built))));
  const cells = /\/components\/notebook\/page\/mount\./.test(alive.get(path)?.code ?? "");
  if (!alive.has(path)) return await write(path, {page, path});
  const {wide, narrow} = drawn.get(path)!;
  const {html, embeds} = embedsOf(path, insertDrawn(page, wide, narrow), alive.get(path)!.code);
  await write(path, {page: html, path, cells});
  for (const embed of embeds) {
    const [own, ...former] = embedAddresses(path, embed);
    for (const address of [own, ...former]) {
      await writeEmbed(path, html, embed, address);
      if (embed.element) figures.set(address.slice("embed/".length), own);
    }
  }
}

/** Returns the site's style sheets, that of formulas and the faces of its fonts, for a file from which *top* is the site's root. */
async function stylesFrom(top: string): Promise<string[]> {
  const [style] = await filesOf(/\/_import\/style\.\w+\.css$/);
  const sheets = [
    [typefaces, typefaceStyle],
    [style, await readFile(style, "utf8")],
    [formulas, formulaStyle]
  ];
  return sheets.map(([path, text]) => urlsFrom(text, `${top}${dirname(inSite(path))}/`));
}

async function writeEmbed(path: string, html: string, embed: Embed, address: string): Promise<void> {
  const site = siteAddress();
  const page = embedDocument(html, embed, {page: path, address, site});
  await write(address, {page, path, cells: embed.cells});
  if (site) await writeFile(`${root}/${address}.json`, oEmbed({site, address, title: embed.title}));
}

/** Where a figure can be framed from: below its page, and where earlier versions of the course had it. */
function embedAddresses(page: string, {name}: Embed): string[] {
  const address = `${page}/${name}`;
  return [address, ...(formerEmbeds[address] ?? [])].map((path) => `embed/${path}`);
}

/** Puts what Framework cannot into a page. */
function replaced(path: string, page: string): string {
  for (const {part, by, everywhere} of replacements) {
    const count = page.split(part).length - 1;
    if (count > 1 || (everywhere && count < 1)) {
      throw new Error(
        `invalid page: ${path} has ${count} times ${part}; Framework has changed, see finishBuild.ts`
      );
    }
    page = page.replace(part, () => by);
  }
  return page;
}

function outlined(page: string): string {
  page = page.replace(
    /(<nav id="observablehq-sidebar"[\s\S]*?<\/ol>)/,
    `$1\n${searchForm}\n${lectureButton}`
  );
  page = outlineInSidebar(page);
  // Framework's script that keeps the sidebar as it was throws where a frame of another site may keep nothing.
  return page.replace(
    /<script>(\{const[^<]*sessionStorage[^<]*\})<\/script>/,
    "<script>try $1 catch {}</script>"
  );
}

/** A document of the site, but for its head. */
interface Unfinished {
  page: string;
  /** The page that it is, or is a part of. */
  path: string;
  /** Whether it has cells to edit. Defaults to false. */
  cells?: boolean;
}

/** Finishes and writes a document at its *address*: a page at its path, a part of one in a frame elsewhere. */
async function write(address: string, {page, path, cells}: Unfinished): Promise<void> {
  const framed = address !== path;
  const top = framed ? "./" : "../".repeat(path.split("/").length - 1) || "./"; // a frame's links start from the root
  const start = framed ? bundles.embed : bundles.start;
  const code = /<!--:[0-9a-f]{8}/.test(page) ? bundles.pages.get(path) : undefined; // a table in a frame has no cell
  page = withTypefaces(withShareTags(page, {path: address, top, site: siteAddress()}), top);
  const {search, embedding, offline, lecture} = bundles;
  const later = {
    site: "",
    ...(framed ? {search} : {search, embedding, offline, lecture}), // a frame keeps nothing, and is part of somebody's lecture
    ...(code && {code: code.at(-1)!, formulas: inSite(formulas)})
  };
  const parts = Object.entries(later).map(([name, part]) => `data-${name}="${top}${part}"`);
  if (code)
    parts.push(
      `data-before="${code
        .slice(0, -1)
        .map((part) => top + part)
        .join(" ")}"`
    );
  const script = `<script type="module" src="${top}${start}" ${parts.join(" ")}></script>\n</head>`;
  const finished = withPolicy(await withFormulas(page.replace("</head>", script), top), {cells});
  await mkdir(dirname(`${root}/${address}`), {recursive: true});
  await writeFile(`${root}/${address}.html`, finished);
}

/**
 * Puts into a page what it needs of KaTeX's style sheet, which is a sixth, and of its fonts; live formulas load all of the
 * sheet (tex.ts).
 */
async function withFormulas(page: string, top: string): Promise<string> {
  const folder = dirname(inSite(formulas));
  const [faces, rules] = usedRules(formulaStyle, page);
  const drawn = await formulaFaces(faces, page, (file) => readFile(join(root, folder, file)));
  const style = (drawn + rules).replace(/url\((?!data:)/g, `url(${top}${folder}/`);
  return page.replace(/<link rel="stylesheet" href="[^"]*katex[^"]*">/, () =>
    style
      ? `<style>${style}</style>${drawn.includes("url(data:") ? `<script>${readFaces}</script>` : ""}`
      : ""
  );
}

/** Puts the typefaces' rules into a page, and asks for the two that each page begins with before its text is laid out. */
function withTypefaces(page: string, top: string): string {
  const folder = `${top}${dirname(inSite(typefaces))}/`;
  const rules = typefaceStyle.replaceAll("url(", `url(${folder}`);
  const first = rules.split("@font-face").filter((rule) => rule.includes("font-display: optional"));
  return page.replace(
    /<link rel="stylesheet" href="[^"]*fonts[^"]*">/,
    () => `${preloads(first)}<style>${rules}</style>`
  );
}

/** Returns links by which a page asks early for the fonts of *faces*. */
function preloads(faces: readonly string[]): string {
  return faces
    .map((face) => /url\(([^)]+)/.exec(face)![1])
    .map((font) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="${font}">`)
    .join("");
}

function inSite(path: string): string {
  return path.slice(root.length + 1);
}

/** Writes the fonts inside a style sheet beside it, so that a page loads only those that it uses. Returns what is left. */
async function takeOutFonts(path: string): Promise<string> {
  const style = await readFile(path, "utf8");
  const fonts = new Map<string, Buffer>();
  const finished = style.replace(/url\(data:font\/woff2;base64,([^)]+)\)/g, (_, encoded: string) => {
    const bytes = Buffer.from(encoded, "base64");
    const name = `${basename(path).replace(/\..*/, "")}.${createHash("sha256").update(bytes).digest("hex").slice(0, 8)}.woff2`;
    fonts.set(name, bytes);
    return `url(${name})`;
  });
  for (const [name, bytes] of fonts) await writeFile(join(dirname(path), name), bytes);
  await writeFile(path, finished);
  return finished;
}

/** Writes a file's compressed forms beside it, which many servers send in its place. Below a packet's size none is worth it. */
async function compress(path: string, quality: number): Promise<void> {
  const contents = await readFile(path);
  if (contents.length < 1024) return;
  const params = {[constants.BROTLI_PARAM_QUALITY]: quality};
  await writeFile(`${path}.br`, await promisify(brotliCompress)(contents, {params}));
  await writeFile(`${path}.gz`, await promisify(gzip)(contents, {level: 9}));
}

/** How hard brotli tries at a file: all it can at a page, whose first paint waits for it, which takes ten times as long. */
function quality(path: string): number {
  return dirname(path) === root && path.endsWith(".html") ? 11 : 9;
}
