import {readdirSync, readFileSync} from "node:fs";
import {dirname, join, normalize} from "node:path/posix";
import ts from "typescript";
import {parseFenceInfo} from "../scripts/fenceInfo.js";
import {hasSymbols} from "../scripts/symbolCode.js";

/** Source files by their path from the project's root, such as `components/network/fold.ts`. */
export type Sources = ReadonlyMap<string, string>;

/** One import of a module: what it names, and whether only its types are used, so that nothing is loaded. */
interface Import {
  specifier: string;
  typeOnly: boolean;
}

/** The threads that code runs on, and the rooms of components that are each thread's own. */
export const threads = {
  /** Runs anywhere: page, worker, Node. */
  pure: ["random", "fields", "network", "dataset", "experiment", "weights", "code", "protocol", "assignment"],
  /** What a browser keeps; pages and the worker share it. */
  browser: ["stores"],
  worker: ["model", "plan", "worker"],
  page: [
    "page",
    "client",
    "charts",
    "symbols",
    "diagrams",
    "widgets",
    "exhibits",
    "exercises",
    "panels",
    "labs",
    "collect",
    "firstPage",
    "notebook",
    "embed",
    "element",
    "lecture"
  ]
} as const;

/** Which rooms a room may import from besides itself, types included. One way only; the README has a drawing. */
const imported: Record<string, readonly string[]> = {
  page: ["notebook"],
  random: [],
  fields: [],
  network: ["fields"],
  dataset: ["random", "fields"],
  experiment: ["fields", "network", "dataset"],
  weights: ["fields", "network", "experiment"],
  code: ["fields", "network"],
  protocol: ["fields", "network", "experiment", "weights"],
  assignment: ["fields"],
  stores: ["network", "experiment", "protocol"],
  model: ["network", "random", "experiment"],
  plan: ["network", "experiment", "model"],
  worker: [
    ...["network", "random", "dataset", "fields", "experiment", "weights"],
    ...["protocol", "stores", "model", "plan"]
  ],
  client: ["fields", "experiment", "protocol", "stores"],
  charts: ["network", "experiment", "protocol"],
  symbols: [],
  diagrams: ["network", "charts", "symbols", "widgets"],
  widgets: ["fields", "charts", "symbols"],
  exercises: ["fields", "widgets"],
  exhibits: ["random", "fields", "network", "code", "charts", "diagrams", "symbols", "widgets"],
  panels: ["fields", "network", "experiment", "weights", "protocol", "stores", "client", "charts", "widgets"],
  labs: [
    ...["random", "fields", "network", "dataset", "experiment", "protocol", "stores", "client"],
    ...["charts", "symbols", "widgets", "exhibits", "panels"]
  ],
  collect: ["fields", "network", "experiment", "assignment", "charts", "widgets"],
  firstPage: [...["network", "code", "experiment", "client"], ...["charts", "diagrams", "widgets", "panels"]],
  notebook: ["fields", "assignment", "stores", "widgets", "panels"],
  lecture: ["page"],
  embed: ["fields", "experiment", "client", "widgets", "panels", "page", "exercises", "notebook"],
  element: ["fields", "experiment", "widgets", "page", "notebook", "embed"]
};

/** Modules right in components pass on what a reader's cell may call; nothing else is in them, and no room needs them. */
const facade = /^components\/[^/]+\.ts$/;
const behindFacades = [
  "fields",
  "network",
  "experiment",
  "client",
  "charts",
  "diagrams",
  "panels",
  "exercises"
];

const tensorflowRooms: readonly string[] = threads.worker;
const domRooms: readonly string[] = threads.page.filter((room) => room !== "client");
const pageThread = [new RegExp(`^components/(${threads.page.join("|")})/`), facade];
const anywhere = new RegExp(`^components/(${threads.pure.join("|")})/`);
const domPackages = /^(htl|@observablehq\/(plot|inputs))$/;
const domNames = new Set([
  "document",
  "window",
  "HTMLElement",
  "SVGElement",
  "customElements",
  "getComputedStyle"
]);
const worker = /^components\/worker\/worker\.ts$/; // alone in acting on import

/** What Framework gives to the modules of a page: editable cells replace cells of its own. */
const frameworkOwn = new Set(["observablehq:client", "observablehq:runtime", "observablehq:stdlib"]);

const assembly = /\/assembly\//; // AssemblyScript, which has imports of its own

/** Returns the TypeScript files below a *folder*. */
export function readSources(folder: string): Sources {
  const names = readdirSync(folder, {recursive: true, encoding: "utf8"}).map((name) =>
    name.replaceAll("\\", "/")
  );
  const files = names
    .filter((name) => name.endsWith(".ts") && !assembly.test(name))
    .map((name) => join(folder, name));
  return new Map(files.map((path) => [path, readFileSync(path, "utf8")]));
}

/** Returns a sentence for each breach of the import rules in components. *packages* are those of `dependencies`. */
export function findBreaches(sources: Sources, packages: ReadonlySet<string>): string[] {
  return [
    ...[...sources].flatMap(([path, text]) => [
      ...fileBreaches(path, text, packages),
      ...outwardBreaches(path, text)
    ]),
    ...[...sources.keys()].flatMap((path) => layerBreaches(path, sources)),
    ...loadingBreaches(sources),
    ...cycles(sources).map((cycle) => `cycle: ${cycle.join(" → ")}`)
  ];
}

function fileBreaches(path: string, text: string, packages: ReadonlySet<string>): string[] {
  const file = parse(path, text);
  const room = roomOf(path);
  const breaches: string[] = [];
  if (/(^|\/)index\.ts$/.test(path)) breaches.push(`${path} is a barrel: import from the file itself`);
  for (const {specifier} of imports(file)) {
    const fault = specifierFault(specifier, packages);
    if (fault) breaches.push(`${path} imports ${specifier}: ${fault}`);
    if (specifier.startsWith("@tensorflow/") && !tensorflowRooms.includes(room)) {
      breaches.push(`${path} imports ${specifier}: only ${tensorflowRooms.join(", ")} may`);
    }
    if (domPackages.test(specifier) && !domRooms.includes(room)) {
      breaches.push(`${path} imports ${specifier}: only ${domRooms.join(", ")} may touch the page`);
    }
  }
  if (!domRooms.includes(room)) {
    for (const name of domUses(file)) breaches.push(`${path} uses ${name}: only ${domRooms.join(", ")} may`);
  }
  if (facade.test(path) && !file.statements.every(passesOn)) {
    breaches.push(
      `${path} does more than pass on: a module right in components has only export {…} from "…"`
    );
  }
  if (!worker.test(path)) {
    for (const statement of file.statements) {
      if (runs(statement)) breaches.push(`${path} acts on import: ${statement.getText(file).split("\n")[0]}`);
      if (ts.isExportDeclaration(statement) && statement.moduleSpecifier && !statement.exportClause) {
        breaches.push(`${path} is a barrel: ${statement.getText(file)}`);
      }
    }
  }
  return breaches;
}

function specifierFault(specifier: string, packages: ReadonlySet<string>): string | null {
  if (specifier.startsWith(".")) return specifier.endsWith(".js") ? null : "a path ends in .js";
  if (specifier.startsWith("node:")) return null; // where it leads is looked at in loadingBreaches
  if (frameworkOwn.has(specifier)) return null;
  if (/^\w+:/.test(specifier)) return "use a bare package name";
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  return packages.has(name) ? null : `${name} is not among the dependencies`;
}

function layerBreaches(path: string, sources: Sources): string[] {
  const from = roomOf(path);
  if (!(from in imported) && !facade.test(path)) return [`${path} is in no known room`];
  const allowed = facade.test(path) ? behindFacades : [from, ...imported[from]];
  return localImports(path, sources).flatMap(({target}) =>
    allowed.includes(roomOf(target))
      ? []
      : [`${path} imports ${target}: ${from} may not import ${roomOf(target)}`]
  );
}

/** What is outside of components is for the build: nothing in components may need it. */
function outwardBreaches(path: string, text: string): string[] {
  return imports(parse(path, text))
    .filter(
      ({specifier}) => specifier.startsWith(".") && !resolveImport(path, specifier).startsWith("components/")
    )
    .map(({specifier}) => `${path} imports ${specifier}: components import nothing from outside`);
}

/**
 * However long the way: a page loads no TensorFlow.js, what runs anywhere loads neither it nor the page's packages, and no
 * browser loads what only Node has.
 */
function loadingBreaches(sources: Sources): string[] {
  return [
    ...waysFrom(pageThread, /^@tensorflow\//, sources).map(
      (way) => `the page's thread loads TensorFlow.js: ${way}`
    ),
    ...waysFrom([anywhere], /^@tensorflow\/|^htl$|^@observablehq\//, sources).map(
      (way) => `what runs anywhere loads what belongs to one thread: ${way}`
    ),
    ...waysFrom([...pageThread, worker], /^node:/, sources).map(
      (way) => `a browser loads a part of Node: ${way}`
    )
  ];
}

/** Returns the ways by which files that match *from* load a module that matches *to*. */
function waysFrom(from: RegExp[], to: RegExp, sources: Sources): string[] {
  const roots = [...sources.keys()].filter((path) => from.some((pattern) => pattern.test(path)));
  return roots.flatMap((path) => wayTo(to, path, sources)?.join(" → ") ?? []);
}

function wayTo(to: RegExp, path: string, sources: Sources, seen = new Set<string>()): string[] | null {
  if (seen.has(path)) return null;
  seen.add(path);
  const direct = imports(parse(path, sources.get(path)!)).find(
    ({specifier, typeOnly}) => !typeOnly && to.test(specifier)
  );
  if (direct) return [path, direct.specifier];
  for (const {target, typeOnly} of localImports(path, sources)) {
    const found = typeOnly ? null : wayTo(to, target, sources, seen);
    if (found) return [path, ...found];
  }
  return null;
}

/** Returns each cycle of imports once, types included. */
function cycles(sources: Sources): string[][] {
  const done = new Set<string>();
  const found: string[][] = [];
  const visit = (path: string, way: string[]) => {
    if (way.includes(path)) return void found.push([...way.slice(way.indexOf(path)), path]);
    if (done.has(path)) return;
    for (const {target} of localImports(path, sources)) visit(target, [...way, path]);
    done.add(path);
  };
  for (const path of sources.keys()) visit(path, []);
  return found;
}

function localImports(path: string, sources: Sources): {target: string; typeOnly: boolean}[] {
  return imports(parse(path, sources.get(path)!))
    .filter(({specifier}) => specifier.startsWith("."))
    .map(({specifier, typeOnly}) => ({target: resolveImport(path, specifier), typeOnly}))
    .filter(({target}) => sources.has(target));
}

function resolveImport(path: string, specifier: string): string {
  return normalize(join(dirname(path), specifier)).replace(/\.js$/, ".ts");
}

function roomOf(path: string): string {
  return path.split("/")[1];
}

const parsed = new Map<string, ts.SourceFile>();

function parse(path: string, text: string): ts.SourceFile {
  let file = parsed.get(path);
  if (file?.text !== text)
    parsed.set(path, (file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)));
  return file;
}

const importsOf = new WeakMap<ts.SourceFile, Import[]>();

/** Returns every module that a *file* imports: statically, dynamically, or for its types. */
function imports(file: ts.SourceFile): Import[] {
  let found = importsOf.get(file);
  if (!found) importsOf.set(file, (found = findImports(file)));
  return found;
}

function findImports(file: ts.SourceFile): Import[] {
  const found: Import[] = [];
  walk(file, (node) => {
    if (ts.isImportDeclaration(node)) {
      found.push({specifier: literal(node.moduleSpecifier), typeOnly: importsTypesOnly(node.importClause)});
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      found.push({specifier: literal(node.moduleSpecifier), typeOnly: node.isTypeOnly});
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      found.push({specifier: literal(node.argument.literal), typeOnly: true});
    } else if (isLiteralImport(node)) {
      found.push({specifier: literal(node.arguments[0]), typeOnly: false});
    }
  });
  return found;
}

/** What is computed, such as the URL of code that was just compiled, is in none of our folders. */
function isLiteralImport(node: ts.Node): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) &&
    node.expression.kind === ts.SyntaxKind.ImportKeyword &&
    ts.isStringLiteralLike(node.arguments[0])
  );
}

function literal(node: ts.Node): string {
  return ts.isStringLiteralLike(node) ? node.text : node.getText();
}

function importsTypesOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause || clause.isTypeOnly) return clause !== undefined;
  const names = clause.namedBindings;
  return (
    !clause.name &&
    names !== undefined &&
    ts.isNamedImports(names) &&
    names.elements.every((e) => e.isTypeOnly)
  );
}

/** Returns the page's globals that a *file* uses and does not itself declare. */
function domUses(file: ts.SourceFile): Set<string> {
  const used = new Set<string>();
  const declared = new Set<string>();
  walk(file, (node) => {
    if (!ts.isIdentifier(node) || !domNames.has(node.text)) return;
    const {parent} = node;
    if (ts.isPropertyAccessExpression(parent) && parent.name === node) return;
    if ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node) return;
    const declares =
      ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent);
    (declares && parent.name === node ? declared : used).add(node.text);
  });
  return new Set([...used].filter((name) => !declared.has(name)));
}

function passesOn(statement: ts.Statement): boolean {
  return ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined;
}

function runs(statement: ts.Statement): boolean {
  return (
    ts.isExpressionStatement(statement) ||
    ts.isIfStatement(statement) ||
    ts.isIterationStatement(statement, false) ||
    ts.isTryStatement(statement) ||
    (ts.isImportDeclaration(statement) && !statement.importClause)
  );
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

const maxPageLines = 40;
const maxBlockLines = 12;

/** Returns a sentence for each breach of the rules for a page: thin, and importing only from the site's own folders. */
export function findPageBreaches(path: string, markdown: string, packages: ReadonlySet<string>): string[] {
  const blocks = [...markdown.matchAll(/^(`{3,})([jt]sx?)\b([^\n]*)\n([\s\S]*?)^\1/gm)];
  const live = blocks.filter(([, , lang, rest]) => {
    const {attributes} = parseFenceInfo(lang + rest);
    return attributes.run?.toLowerCase() !== "false" && !hasSymbols(attributes);
  });
  const codes = live.map(([, , , , code]) => code);
  const lines = codes.map((code) => code.split("\n").filter((line) => line.trim()).length);
  // Cells that readers edit are part of the text.
  const total = lines.reduce((sum, n, i) => (/\beditable\b/.test(live[i][3]) ? sum : sum + n), 0);
  const breaches = codes.flatMap((code) => blockBreaches(path, code, packages));
  for (const n of lines)
    if (n > maxBlockLines) breaches.push(`${path} has a block of ${n} lines, over ${maxBlockLines}`);
  if (total > maxPageLines) breaches.push(`${path} has ${total} lines of JavaScript, over ${maxPageLines}`);
  return breaches;
}

function blockBreaches(path: string, code: string, packages: ReadonlySet<string>): string[] {
  const file = ts.createSourceFile(path, code, ts.ScriptTarget.ES2022, true);
  const breaches = imports(file).flatMap(({specifier}) => {
    const fault = pageSpecifierFault(path, specifier, packages);
    return fault ? [`${path} imports ${specifier}: ${fault}`] : [];
  });
  walk(file, (node) => {
    if (ts.isFunctionLike(node) && "body" in node && node.body && ts.isBlock(node.body)) {
      breaches.push(`${path} has a function body: ${node.getText(file).split("\n")[0]}`);
    }
  });
  return breaches;
}

function pageSpecifierFault(path: string, specifier: string, packages: ReadonlySet<string>): string | null {
  if (specifier === "observablehq:stdlib") return null;
  if (!/^[./]/.test(specifier)) return specifierFault(specifier, packages);
  // Framework reads only below src, where components is a link: ../components from a page at the top builds an error.
  const target = normalize(join(specifier.startsWith("/") ? "src" : dirname(path), specifier));
  return /^src\/components\//.test(target) ? null : "a page imports from src/components";
}
