import {checkAssignments} from "@observablehq/framework/dist/javascript/assignments.js";
import {findAwaits} from "@observablehq/framework/dist/javascript/awaits.js";
import {findDeclarations} from "@observablehq/framework/dist/javascript/declarations.js";
import {findReferences} from "@observablehq/framework/dist/javascript/references.js";
import {getStringLiteralValue, isStringLiteral} from "@observablehq/framework/dist/javascript/source.js";
import {syntaxError} from "@observablehq/framework/dist/javascript/syntaxError.js";
import {Sourcemap} from "@observablehq/framework/dist/sourcemap.js";
import {
  type CallExpression,
  type Expression,
  type Identifier,
  type ImportDeclaration,
  type Node,
  type Options,
  Parser,
  type Program,
  type Token,
  type TokenType,
  tokTypes
} from "acorn";
import {simple} from "acorn-walk";
import {boundLoops, unusedName} from "./loopGuard.js";

/** Options of transpile. */
export interface TranspileOptions {
  /** Returns the URL, in full, of the module that a *specifier* names. Throws if the page has no such module. */
  resolve(specifier: string): string;
  /** The page's path below the source root, which names of files are relative to. Defaults to `/index.md`. */
  path?: string;
  /** Whether loops are stopped that never let the page have a turn. Defaults to true. */
  guard?: boolean;
}

/** A cell in the form that Framework's build gives it. */
export interface TranspiledCell {
  /** The names that it uses and does not declare. */
  inputs: string[];
  /** The names that it declares. */
  outputs: string[];
  /** Whether it has to be awaited. */
  async: boolean;
  /** A module. Its default export takes the loops' guard, and returns a function of the inputs. */
  code: string;
  /** Finds the reader's place for one in the code. Lines are the same in both. */
  map: Pick<Sourcemap, "translate">;
}

/** A cell's code as parsed, with all that Framework's compiler finds out about it. */
interface Cell {
  source: string;
  body: Program | Expression;
  references: Identifier[];
  declarations: Identifier[];
  /** Names that are anywhere in the source, so that none of ours is among them. */
  names: ReadonlySet<string>;
}

/** Framework's own, in parse.js, which no browser can load. */
const acornOptions = {ecmaVersion: 13, sourceType: "module"} as const satisfies Options;

/**
 * Returns a cell's JavaScript *source* in the form that Framework's build gives it: an expression is displayed, a
 * program returns what it declares, and imports are awaited. Throws a SyntaxError that ends in `(line:column)`.
 *
 * Departures from Framework 1.13.4: loops call a guard; an expression that calls `display` itself is in parentheses, so
 * that one in braces stays an object; what is left of an import ends the statement before it; `arguments` outside a
 * function, and `export default`, are errors here and not only in the browser.
 */
export function transpile(source: string, options: TranspileOptions): TranspiledCell {
  const {resolve, path = "/index.md", guard = true} = options;
  const cell = parse(source);
  const inputs = [...new Set(cell.references.map(({name}) => name))];
  const outputs = [...new Set(cell.declarations.map(({name}) => name))];
  const imports = importDeclarations(cell.body);
  const displayed = cell.body.type !== "Program" && !inputs.includes("display") && !inputs.includes("view");
  if (displayed) inputs.push("display");
  const async = displayed || imports.length > 0 || findAwaits(cell.body).length > 0;
  const map = new Sourcemap(source);
  const guardName = unusedName("__guard", cell.names);
  if (guard) boundLoops(map, cell.body, {guardName, names: cell.names});
  const url = moduleUrl(source, resolve);
  const awaited = awaitImports(map, imports, url);
  rewriteDynamicImports(map, cell.body, url);
  rewriteFiles(map, cell, path);
  const [before, after] = around(cell.body, displayed, outputs);
  const head = `export default (${guardName}) => ${async ? "async " : ""}(${inputs.join(", ")}) => {`;
  map.insertLeft(0, head + awaited + before).insertRight(source.length, after);
  return {inputs, outputs, async, code: String(map), map};
}

function parse(source: string): Cell {
  const names = new Set<string>();
  const onToken = (token: Token) => void (token.type === tokTypes.name && names.add(tokenValue(token)));
  const options = {...acornOptions, onToken};
  const expression = maybeExpression(source, options);
  const body = expression ?? Parser.parse(source, options);
  checkExports(body, source);
  const references = findReferences(body);
  checkAssignments(body, references, source);
  const outside = references.find(({name}) => name === "arguments");
  if (outside) throw syntaxError("arguments is not available outside a function", outside, source);
  const declarations = body.type === "Program" ? findDeclarations(body, source) : [];
  return {source, body, references, declarations, names};
}

/** acorn does not declare it. For a name it is the name with its escapes resolved. */
function tokenValue(token: Token): string {
  return (token as Token & {value: string}).value;
}

/** Two methods of acorn's parser that it does not declare. Framework uses them too. */
interface ExpressionParser {
  type: TokenType;
  nextToken(): void;
  parseExpression(): Expression;
}

/** Returns the *source* as an expression, or null if it is none, or declares a name. */
function maybeExpression(source: string, options: Options): Expression | null {
  const Parse = Parser as unknown as new (
    options: Options,
    source: string,
    start: number
  ) => ExpressionParser;
  const parser = new Parse(options, source, 0);
  try {
    parser.nextToken();
    const node = parser.parseExpression();
    if (parser.type !== tokTypes.eof) return null;
    return (node.type === "ClassExpression" || node.type === "FunctionExpression") && node.id ? null : node;
  } catch {
    return null; // parsing the source as a program finds the error again, and throws it
  }
}

function checkExports(body: Program | Expression, source: string): void {
  const node = body.type === "Program" && body.body.find(({type}) => type.startsWith("Export"));
  if (node) throw syntaxError("export is not available in a cell", node, source);
}

function importDeclarations(body: Program | Expression): ImportDeclaration[] {
  return body.type === "Program" ? body.body.filter((node) => node.type === "ImportDeclaration") : [];
}

/** Returns what comes before and after the code. Both leave its lines as they are. */
function around(body: Program | Expression, displayed: boolean, outputs: string[]): [string, string] {
  if (displayed) return ["display(await (", "\n))\n};\n"];
  if (body.type !== "Program") return ["(", "\n)\n};\n"];
  return ["", outputs.length ? `\nreturn {${outputs.join(", ")}};\n};\n` : "\n};\n"];
}

/** Returns the URL, as code, of the module that a string in the code names. */
type ModuleUrl = (node: Node) => string;

function moduleUrl(source: string, resolve: TranspileOptions["resolve"]): ModuleUrl {
  return (node) => {
    const name = getStringLiteralValue(node);
    try {
      return JSON.stringify(resolve(name));
    } catch (cause) {
      const error = syntaxError(`this page has no module ${JSON.stringify(name)}`, node, source);
      throw Object.assign(error, {cause});
    }
  };
}

/** Takes the *imports* out of the code, and returns code that awaits them all at once. */
function awaitImports(map: Sourcemap, imports: ImportDeclaration[], url: ModuleUrl): string {
  if (!imports.length) return "";
  const parts = imports.map(importParts);
  const names = parts.map(({name}) => name);
  const promises = imports.map(({source}) => `import(${url(source)})`);
  for (const {start, end} of imports)
    map.replaceRight(start, end, blankStatement(map.input.slice(start, end)));
  const rest = parts.map(({rest}) => rest).join("");
  if (imports.length === 1) return `const ${names[0]} = await ${promises[0]};${rest}`;
  return `const [${names.join(", ")}] = await Promise.all([${promises.join(", ")}]);${rest}`;
}

/** A line may begin with a parenthesis after an import: the line before it must not take that for a call. */
function blankStatement(code: string): string {
  return `;${code.slice(1).replace(/[^\r\n\u2028\u2029]/g, " ")}`;
}

/** Returns what an import is assigned to, and, if it has a namespace and a default, what takes the second from it. */
function importParts({specifiers}: ImportDeclaration): {name: string; rest: string} {
  const namespace = specifiers.find(({type}) => type === "ImportNamespaceSpecifier")?.local.name;
  const properties = specifiers.flatMap((specifier) => {
    if (specifier.type === "ImportNamespaceSpecifier") return [];
    if (specifier.type === "ImportDefaultSpecifier") return [`default: ${specifier.local.name}`];
    const {imported, local} = specifier;
    return [`${imported.type === "Identifier" ? imported.name : imported.raw}: ${local.name}`];
  });
  const pattern = `{${properties.join(", ")}}`;
  if (!namespace) return {name: pattern, rest: ""};
  return {name: namespace, rest: properties.length ? `const ${pattern} = ${namespace};` : ""};
}

function rewriteDynamicImports(map: Sourcemap, body: Node, url: ModuleUrl): void {
  simple(body, {
    ImportExpression({source}) {
      if (isStringLiteral(source)) map.replaceRight(source.start, source.end, url(source));
    },
    CallExpression(node) {
      const [name] = node.arguments;
      if (isImportMetaResolve(node) && isStringLiteral(name))
        map.replaceRight(node.start, node.end, url(name));
    }
  });
}

function isImportMetaResolve({callee, arguments: {length}}: CallExpression): boolean {
  return (
    length > 0 &&
    callee.type === "MemberExpression" &&
    callee.object.type === "MetaProperty" &&
    callee.object.meta.name === "import" &&
    callee.property.type === "Identifier" &&
    callee.property.name === "resolve"
  );
}

/** Gives each FileAttachment the name by which the page registers it: relative to the page, and with a dot. */
function rewriteFiles(map: Sourcemap, {body, source}: Cell, path: string): void {
  for (const node of fileCalls(body)) {
    const [argument] = node.arguments;
    if (node.arguments.length !== 1 || !isStringLiteral(argument))
      throw syntaxError("FileAttachment requires a single literal string argument", node, source);
    const name = getStringLiteralValue(argument);
    const file = fileName(path, name);
    if (file === null) throw syntaxError(`non-local file path: ${name}`, node, source);
    map.replaceRight(argument.start, argument.end, JSON.stringify(file));
  }
}

/** Returns the calls of FileAttachment, by that name or by one that it is imported as. */
function fileCalls(body: Program | Expression): CallExpression[] {
  const imported = new Set<Identifier>(importDeclarations(body).flatMap(importedFileAttachments));
  const names = new Set(["FileAttachment", ...[...imported].map(({name}) => name)]);
  const references = new Set(findReferences(body, {filterDeclaration: (name) => !imported.has(name)}));
  const calls: CallExpression[] = [];
  simple(body, {
    CallExpression(node) {
      const {callee} = node;
      if (callee.type === "Identifier" && names.has(callee.name) && references.has(callee)) calls.push(node);
    }
  });
  return calls;
}

function importedFileAttachments({source, specifiers}: ImportDeclaration): Identifier[] {
  if (!/^(npm:@observablehq\/|observablehq:)stdlib$/.test(String(source.value))) return [];
  return specifiers
    .filter((specifier) => specifier.type === "ImportSpecifier")
    .filter(({imported}) => imported.type === "Identifier" && imported.name === "FileAttachment")
    .map(({local}) => local);
}

/** Returns a file's *name* relative to the page at *path*, or null if it is not below the source root. */
function fileName(path: string, name: string): string | null {
  if (/^(\w+:|#|$)/.test(name)) return null;
  const from = path.split("/").filter(Boolean).slice(0, -1);
  const to = name.startsWith("/") ? [] : [...from];
  for (const part of name.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") to.push(part);
    else if (to.pop() === undefined) return null;
  }
  const shared = from.findIndex((part, i) => i >= to.length - 1 || part !== to[i]);
  const up = shared < 0 ? 0 : from.length - shared;
  return ("../".repeat(up) || "./") + to.slice(from.length - up).join("/");
}
