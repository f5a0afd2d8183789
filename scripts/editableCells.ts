import {createHash} from "node:crypto";
import {posix} from "node:path";
import type MarkdownIt from "markdown-it";
import type {Options} from "markdown-it";
import type {RenderRule} from "markdown-it/lib/renderer.mjs";
import type Token from "markdown-it/lib/token.mjs";
import {isOn, parseFenceInfo} from "./fenceInfo.js";

/** The hidden root through which the page's script reaches Framework's graph of cells: mount.ts has it too. */
const graphRoot = "ce11ab1e";

const notebookModule = /\/components\/notebook\/document\/notebook\.js$/;

/** What edited code may import on every page with such cells, besides what the page itself imports. */
const offeredModules = [
  "/components/network.js",
  "/components/training.js",
  "/components/charts.js",
  "/components/paths.js",
  "/components/landscape.js",
  "/components/exercises.js",
  "@observablehq/plot",
  "@observablehq/inputs",
  "d3",
  "htl"
];

/** Names that a cell may use without importing them, and what they stand for. Framework would fetch its own elsewhere. */
const libraries: Readonly<Record<string, string>> = {
  Plot: 'import * as Plot from "@observablehq/plot";',
  Inputs: 'import * as Inputs from "@observablehq/inputs";',
  d3: 'import * as d3 from "d3";',
  html: 'import {html} from "htl";',
  svg: 'import {svg} from "htl";',
  tex: 'import {tex} from "/components/widgets/tex.js";'
};

/** What the runtime gives to each cell for itself. */
const ownNames = new Set(["display", "view", "invalidation", "visibility"]);

/** A cell as Framework's renderer leaves it in the page's context. */
interface FrameworkCell {
  id: string;
  node: {
    body: Program;
    declarations: {name: string}[] | null;
    references: {name: string}[];
    imports: {name: string; type: "local" | "global"; method: string}[];
  };
}

/** The part of a syntax tree in which literals are found. */
interface Program {
  type: string;
  body?: {
    type: string;
    declarations?: {id: {type: string; name?: string}; init?: {type: string; value?: unknown} | null}[];
  }[];
}

/** A page while it is rendered. */
interface PageContext {
  code?: FrameworkCell[];
  path?: string;
  editable?: EditableCells;
}

interface EditableCells {
  keys: Set<string>;
  /** Stand-ins of cells that wait for the reader, with the names and modules that those will need. */
  waiting: {standIn: FrameworkCell; names: string[]; imports: FrameworkCell["node"]["imports"]}[];
}

/**
 * Makes fences such as ```` ```js editable ```` cells that readers edit on the built page.
 *
 * The fence is first given to Framework's own renderer, so that a page that nobody edits runs what Framework compiled.
 * It is then put into an `<editable-cell>` with its source, highlighted, which is there without JavaScript too.
 * Attributes:
 *
 * - `id=name`: what links and saved edits call it. Defaults to the names that it declares.
 * - `title="…"`: what readers call it. Defaults to those names too.
 * - `run=false`: waits until the reader presses Run; what depends on it waits too.
 *
 * A page that imports the notebook has the script for such cells too.
 */
export function editableCells(md: MarkdownIt): MarkdownIt {
  const fence = md.renderer.rules.fence!;
  const render = md.renderer.render;
  md.renderer.rules.fence = (tokens, i, options, context: PageContext, self) => {
    const info = parseInfo(tokens[i].info);
    if (!info || !context?.code) return fence(tokens, i, options, context, self);
    return renderCell(md, fence, tokens[i], info, {options, context, self});
  };
  md.renderer.render = function (tokens, options, context: PageContext) {
    const page = render.call(this, tokens, options, context);
    const notebook = context?.code?.some(({node}) =>
      node.imports.some(({name}) => notebookModule.test(name))
    );
    if (!context?.editable && !notebook) return page;
    return page + renderScript(context, (source) => runFence(fence, source, options, context, this));
  };
  return md;
}

interface Info {
  lang: "js" | "ts";
  attributes: Record<string, string>;
}

interface Rendering {
  options: Options;
  context: PageContext;
  self: MarkdownIt["renderer"];
}

function renderCell(
  md: MarkdownIt,
  fence: RenderRule,
  token: Token,
  {lang, attributes}: Info,
  {options, context, self}: Rendering
): string {
  const code = context.code!;
  const source = token.content.replace(/\n$/, "");
  const count = code.length;
  let live = fence([changed(token, {info: `${lang} echo=false`})], 0, options, context, self);
  const cell = code[count] as FrameworkCell | undefined;
  if (!cell) return live + `<pre><code>${md.utils.escapeHtml(source)}\n</code></pre>\n`; // a fault in its syntax, and said
  const outputs = [...new Set(cell.node.declarations?.map(({name}) => name))];
  const page = (context.editable ??= {keys: new Set(), waiting: []});
  const waits = attributes.run?.toLowerCase() === "false";
  if (waits) {
    code.pop();
    const pending = outputs.map((name) => `const ${name} = invalidation.then(() => {});`).join("\n");
    live = runFence(fence, pending || "void 0;", options, context, self);
    const names = cell.node.references.map(({name}) => name);
    page.waiting.push({standIn: code[code.length - 1], names, imports: cell.node.imports});
  }
  const key = uniqueKey(page.keys, attributes.id || outputs.join("-") || "cell");
  const title = attributes.title || outputs.join(", ") || "cell";
  const data = {
    key,
    lang,
    title,
    cell: code[code.length - 1].id,
    base: createHash("sha256").update(source).digest("hex").slice(0, 8),
    literals: JSON.stringify(literalsOf(cell.node.body)),
    ...(waits && {waits: ""})
  };
  const escape = md.utils.escapeHtml;
  const attributeText = Object.entries(data)
    .map(([name, value]) => ` data-${name}="${escape(value)}"`)
    .join("");
  // The output comes last: one that grows above the code would move it from under the reader's pointer.
  return (
    `<editable-cell id="cell-${escape(key)}"${attributeText}>\n` +
    `<div class="cell-bar"><span class="cell-title">${escape(title)}</span></div>\n` +
    `<pre data-copy="none"><code class="language-${lang}">${escape(source)}\n</code></pre>\n` +
    `${live}</editable-cell>\n`
  );
}

/** Returns the hidden end of a page: the libraries that its cells use, and the script that makes cells editable. */
function renderScript(context: PageContext, run: (source: string) => string): string {
  const code = context.code!;
  const declared = new Set(code.flatMap(({node}) => node.declarations?.map(({name}) => name) ?? []));
  const waiting = context.editable?.waiting ?? [];
  for (const {standIn, names} of waiting) {
    // Framework bundles what a page refers to, so a cell that waits must refer to what it will need.
    const free = names.filter((name) => !declared.has(name) && !ownNames.has(name) && !(name in libraries));
    standIn.node.references.push(...free.map((name) => ({name})));
  }
  const waited = waiting.flatMap(({names}) => names);
  const used = new Set([...code.flatMap(({node}) => node.references.map(({name}) => name)), ...waited]);
  const imports = Object.keys(libraries).filter((name) => used.has(name) && !declared.has(name));
  const own = [...code.map(({node}) => node), ...waiting]
    .flatMap(({imports}) => imports)
    .filter(({method}) => method !== "resolve");
  const path = `/${(context.path ?? "/index").replace(/^\//, "")}`;
  const modules = new Set([
    ...offeredModules,
    ...own.map(({name}) => (/^\.{0,2}\//.test(name) ? posix.resolve(posix.dirname(path), name) : name))
  ]);
  const entries = [...modules].map(
    (name) => `${JSON.stringify(name)}: import.meta.resolve(${JSON.stringify(name)})`
  );
  // It names nothing, so it starts after the cells that can be edited (components/page/startCells.ts), and finds them in the graph.
  const mount = `{
  const {mountCells} = await import("/components/notebook/page/mount.js");
  mountCells({
    path: ${JSON.stringify(path)},
    modules: {${entries.join(", ")}},
    api: () => FileAttachment("/data/courseApi.json").json(),
    invalidation
  });
}
`;
  const cells = [...imports.map((name) => libraries[name]), mount].map(run).join("");
  return `<div hidden><!--:${graphRoot}:-->${cells}</div>\n`;
}

function runFence(
  fence: RenderRule,
  source: string,
  options: Options,
  context: PageContext,
  self: MarkdownIt["renderer"]
): string {
  const token = {type: "fence", info: "js echo=false", content: source, map: null, attrs: null};
  return fence([token as unknown as Token], 0, options, context, self);
}

/** Returns the numbers, words and truth values that a cell gives names to, so that controls can show them. */
function literalsOf({body = []}: Program): Record<string, unknown> {
  const declarators = body.flatMap(({type, declarations = []}) =>
    type === "VariableDeclaration" ? declarations : []
  );
  const found = declarators.flatMap(({id, init}) =>
    id.type === "Identifier" &&
    init?.type === "Literal" &&
    /^(number|string|boolean)$/.test(typeof init.value)
      ? [[id.name!, init.value]]
      : []
  );
  return Object.fromEntries(found);
}

function parseInfo(info: string): Info | undefined {
  const {lang, attributes} = parseFenceInfo(info);
  return (lang === "js" || lang === "ts") && isOn(attributes.editable) ? {lang, attributes} : undefined;
}

function changed(token: Token, changes: Partial<Token>): Token {
  return Object.assign(Object.create(Object.getPrototypeOf(token)), token, changes);
}

/** Keys become part of an element's id, which must not be a variable's name: `cell-depth`. */
function uniqueKey(keys: Set<string>, name: string): string {
  let key = name;
  for (let n = 2; keys.has(key); ++n) key = `${name}-${n}`;
  keys.add(key);
  return key;
}
