import {type Expression, type Literal, parse, type Program, type VariableDeclarator} from "acorn";
import type {CellLanguage} from "./cellParser.js";
import {stripTypes} from "./stripTypes.js";

/** A value that a control on the page can show and change. */
export type LiteralValue = number | string | boolean;

/**
 * Returns the value of `const name = literal` at the top level of a cell, of language *lang*: a number, with its
 * sign, a string or a boolean. Returns undefined if *name* is declared otherwise, or the *source* has a fault.
 */
export function readLiteral(
  source: string,
  name: string,
  lang: CellLanguage = "ts"
): LiteralValue | undefined {
  const node = findInitializer(source, name, lang);
  return node && literalValue(node);
}

/**
 * Returns the *source* with the literal that readLiteral reads replaced by *value*, and all else as it was. A string keeps
 * its kind of quotes. Returns undefined if there is no such literal, or no literal for the value, as for NaN.
 */
export function writeLiteral(
  source: string,
  name: string,
  value: LiteralValue,
  lang: CellLanguage = "ts"
): string | undefined {
  const node = findInitializer(source, name, lang);
  if (!node || literalValue(node) === undefined) return undefined;
  if (typeof value === "number" && !Number.isFinite(value)) return undefined;
  const text = typeof value === "string" ? quoted(value, source[node.start]) : String(value);
  return source.slice(0, node.start) + text + source.slice(node.end);
}

/** Returns whether a *source* has no fault of syntax, so that its literals can be read. */
export function isReadable(source: string, lang: CellLanguage = "ts"): boolean {
  return programOf(source, lang) !== undefined;
}

function programOf(source: string, lang: CellLanguage): Program | undefined {
  return maybeProgram(source) ?? (lang === "ts" ? maybeProgram(source, stripTypes) : undefined);
}

/** Returns what *name* is set to where it is declared, if that is once, at the top level, and not in a pattern. */
function findInitializer(source: string, name: string, lang: CellLanguage): Expression | undefined {
  const declarators = programOf(source, lang)?.body.flatMap((node) =>
    node.type === "VariableDeclaration" ? node.declarations : []
  );
  const declared = declarators?.filter((declarator) => declares(declarator, name)) ?? [];
  return declared.length === 1 ? (declared[0].init ?? undefined) : undefined;
}

function maybeProgram(source: string, prepare: (source: string) => string = String): Program | undefined {
  try {
    return parse(prepare(source), {ecmaVersion: 13, sourceType: "module"});
  } catch {
    return undefined;
  }
}

function declares({id}: VariableDeclarator, name: string): boolean {
  return id.type === "Identifier" && id.name === name;
}

function literalValue(node: Expression): LiteralValue | undefined {
  if (node.type === "TemplateLiteral" && !node.expressions.length)
    return node.quasis[0].value.cooked ?? undefined;
  if (node.type === "UnaryExpression" && node.argument.type === "Literal")
    return signed(node.operator, node.argument);
  if (node.type !== "Literal") return undefined;
  const {value} = node;
  return typeof value === "number" || typeof value === "string" || typeof value === "boolean"
    ? value
    : undefined;
}

function signed(operator: string, {value}: Literal): number | undefined {
  if (typeof value !== "number") return undefined;
  return operator === "-" ? -value : operator === "+" ? value : undefined;
}

/** Returns *value* as a string literal in the quotes that *like* is, or else in double ones. */
function quoted(value: string, like: string): string {
  const quote = like === "'" || like === "`" ? like : '"';
  const inside = JSON.stringify(value)
    .slice(1, -1)
    .replace(/\\.|['`]|\$\{/gs, (part) => {
      if (part === '\\"') return quote === '"' ? part : '"';
      return part === quote || (part === "${" && quote === "`") ? `\\${part}` : part;
    });
  return quote + inside + quote;
}
