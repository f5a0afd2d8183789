import {cellParser} from "./cellParser.js";

/** What is read of the parser's nodes. */
type SyntaxNode = ReturnType<ReturnType<typeof cellParser>["parse"]>["topNode"];

/** The code while its types are taken out, unit by unit. */
class Blanked {
  private readonly units: string[];

  constructor(readonly source: string) {
    this.units = source.split("");
  }

  /** Puts spaces for what is from *from* to *to*, and leaves its line breaks. */
  blank(from: number, to: number): void {
    for (let i = from; i < to; ++i) if (!/[\r\n\u2028\u2029]/.test(this.units[i])) this.units[i] = " ";
  }

  /** Like blank, except that what comes before ends there, as a statement or a part of a class. */
  end(from: number, to: number): void {
    this.blank(from, to);
    this.units[from] = ";";
  }

  /** Like blank, except that the bracket *at* one end of it moves to *end*, over its line breaks. */
  blankAndMove(from: number, to: number, at: number, end: number): void {
    const bracket = this.units[at];
    this.blank(from, to);
    this.units[at] = " ";
    this.units[end] = bracket;
  }

  text({from, to}: {from: number; to: number}): string {
    return this.source.slice(from, to);
  }

  toString(): string {
    return this.units.join("");
  }
}

/** Takes a node out of the code. Returns false if what is inside it needs no look. */
type Rule = (node: SyntaxNode, code: Blanked) => boolean | void;

/** Syntax that has to be compiled, or that a cell cannot have, by the name of its node. */
const refused: Record<string, string> = {
  EnumDeclaration: "enum",
  NamespaceDeclaration: "namespace",
  Decorator: "a decorator",
  ExportDeclaration: "export"
};

/** What to do at a node, by its name. */
const rules: Record<string, Rule> = {
  TypeAliasDeclaration: end,
  InterfaceDeclaration: end,
  AmbientDeclaration: end,
  TypeAnnotation: annotation,
  TypePredicate: annotation,
  TypeParamList: typeParameters,
  TypeArgList: typeArguments,
  Optional: blank,
  Privacy: modifier,
  readonly: modifier,
  abstract: modifier,
  override: modifier,
  declare: modifier,
  FunctionDeclaration: withoutBody,
  MethodDeclaration: withoutBody,
  PropertyDeclaration: property,
  ImportDeclaration: importDeclaration,
  type: importedType,
  this: thisParameter,
  implements: implementations,
  as: assertion,
  satisfies: assertion,
  PrefixCast: prefixCast,
  LogicOp: nonNull,
  "⚠": unknownToParser
};

/**
 * Returns TypeScript without its types: spaces stand for them, so that all else keeps its line and column. Only what can
 * be taken out is accepted, as by Node; throws a SyntaxError that ends in `(line:column)` for the rest. What is no
 * TypeScript at all is left as it is, for the JavaScript parser to complain about.
 */
export function stripTypes(source: string): string {
  const code = new Blanked(source);
  const parsed = cellParser("ts").parse(forParser(source));
  parsed.iterate({
    enter({name, node}) {
      if (Object.hasOwn(refused, name)) refuse(refused[name], node, code);
      return Object.hasOwn(rules, name) ? (rules[name](node, code) ?? true) : true;
    }
  });
  return code.toString();
}

/**
 * Returns a *source*, as long as it was, without what the parser does not know about arrows: a type parameter after `async`,
 * which it takes for a call, and `x is T` as a result, of which the type is left. Delete when @lezer/javascript, now 1.5.6,
 * parses `async <T>(x: T): x is T => x`.
 */
function forParser(source: string): string {
  const spaces = (code: string) => code.replace(/\S/g, " ");
  return source
    .replace(/\basync(?=\s*<)/g, spaces)
    .replace(
      /(\)\s*:\s*)(asserts\s+[\w$]+\s+is\b|asserts(?=\s+[\w$])|[\w$]+\s+is\b)/g,
      (_, colon, is) => colon + spaces(is)
    );
}

function refuse(what: string, {from}: SyntaxNode, {source}: Blanked): never {
  const lines = source.slice(0, from).split(/\r\n|[\r\n\u2028\u2029]/);
  throw new SyntaxError(
    `${what} is not available in a cell (${lines.length}:${lines[lines.length - 1].length})`
  );
}

function blank({from, to}: SyntaxNode, code: Blanked): false {
  code.blank(from, to);
  return false;
}

function end({from, to}: SyntaxNode, code: Blanked): false {
  code.end(from, to);
  return false;
}

/** `: T`; an arrow must not be on a line after its parameters, nor `get: T` become a getter. */
function annotation(node: SyntaxNode, code: Blanked): false {
  const {from, to, parent} = node;
  const parameters = parent?.name === "ArrowFunction" && parent.getChild("ParamList");
  if (parameters) code.blankAndMove(from, to, parameters.to - 1, to - 1);
  else if (parent?.name === "PropertyDeclaration" && !parent.getChild("Equals")) code.end(from, to);
  else code.blank(from, to);
  return false;
}

/** `<T>`; the parameters of an arrow must not be on a line after `return` or `async`. */
function typeParameters(node: SyntaxNode, code: Blanked): false {
  const {from, to, parent} = node;
  const parameters = parent?.name === "ArrowFunction" && parent.getChild("ParamList");
  if (parameters) code.blankAndMove(from, to, parameters.from, from);
  else code.blank(from, to);
  return false;
}

/** `f<T>()`; the parser takes `a < b && c > (d)` for it too. */
function typeArguments(node: SyntaxNode, code: Blanked): boolean {
  if (hasLogicalOperator(node, code)) return true;
  return blank(node, code);
}

function hasLogicalOperator(node: SyntaxNode, {source}: Blanked): boolean {
  let found = false;
  node.cursor().iterate(({name, from}) => {
    if (name === "LogicOp" && /^(&&|\|\|)/.test(source.slice(from, from + 2))) found = true;
  });
  return found;
}

/** `private` and its like. The member before may have no semicolon, and must not go on with this one's name. */
function modifier(node: SyntaxNode, code: Blanked): boolean {
  const parent = node.parent?.name ?? "";
  if (parent === "ParamList") refuse("a parameter property", node, code);
  if (!/^(Property|Method|Class)Declaration$/.test(parent)) return true;
  return node.prevSibling ? blank(node, code) : end(node, code);
}

/** An overload, or an abstract method. */
function withoutBody(node: SyntaxNode, code: Blanked): boolean {
  return node.getChild("Block") ? true : end(node, code);
}

function property(node: SyntaxNode, code: Blanked): boolean {
  const typeOnly = node.getChild("declare") ?? node.getChild("abstract");
  const index = /^(static\s+|readonly\s+)*\[\s*[\w$]+\s*:/.test(code.text(node)); // unknown to the parser in classes
  return typeOnly || index ? end(node, code) : true;
}

function importDeclaration(node: SyntaxNode, code: Blanked): boolean {
  const fault = node.getChild("⚠");
  if (fault && code.text(fault) === "=") refuse("import =", node, code);
  return node.getChild("type") ? end(node, code) : true;
}

/** `import {type T as U, f}` */
function importedType(node: SyntaxNode, code: Blanked): boolean {
  return node.parent?.name === "ImportGroup" ? blankItem(node, code) : true;
}

/** `function f(this: T, x)` */
function thisParameter(node: SyntaxNode, code: Blanked): boolean {
  return node.parent?.name === "ParamList" ? blankItem(node, code) : true;
}

/** Takes an item out of a list, with the comma after it. */
function blankItem(first: SyntaxNode, code: Blanked): boolean {
  let last = first;
  while (last.name !== "," && last.nextSibling && !/^[)}]$/.test(last.nextSibling.name))
    last = last.nextSibling;
  code.blank(first.from, last.to);
  return true;
}

function implementations(node: SyntaxNode, code: Blanked): boolean {
  const body = node.parent?.getChild("ClassBody");
  if (body) code.blank(node.from, body.from);
  return true;
}

/** `x as T`; where the next line begins with a bracket, what was two statements must not become a call. */
function assertion(node: SyntaxNode, code: Blanked): boolean {
  if (node.parent?.name !== "BinaryExpression") return true;
  const {to} = node.parent;
  const gap = /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*/.exec(code.source.slice(to))![0];
  const onNextLine = /[\r\n\u2028\u2029]/.test(gap) && /^[([`]/.test(code.source.slice(to + gap.length));
  if (onNextLine) code.end(node.from, to);
  else code.blank(node.from, to);
  return true;
}

/** `<T>x` */
function prefixCast(node: SyntaxNode, code: Blanked): boolean {
  const close = node.getChild(">");
  if (close) code.blank(node.from, close.to);
  return true;
}

/** `x!`, and `x!: T` in a class */
function nonNull(node: SyntaxNode, code: Blanked): boolean {
  const parent = node.parent?.name ?? "";
  if (/^(PostfixExpression|PropertyDeclaration)$/.test(parent) && code.text(node) === "!") blank(node, code);
  return true;
}

/** `let x!: T` and `catch (e: T)` */
function unknownToParser(node: SyntaxNode, code: Blanked): boolean {
  const {parent} = node;
  const text = code.text(node);
  if (parent?.name === "VariableDeclaration" && text === "!") blank(node, code);
  const close = parent?.name === "CatchClause" && text === ":" && parent.getChild(")");
  if (close) code.blank(node.from, close.from);
  return true;
}
