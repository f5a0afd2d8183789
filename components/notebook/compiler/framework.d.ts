// The parts of Framework 1.13.4's compiler that cells and their tests use. It has no declarations of its own.

declare module "@observablehq/framework/dist/javascript/references.js" {
  import type {Identifier, Node} from "acorn";

  export interface ReferenceOptions {
    /** Which declarations count; what they name is else a reference. Defaults to all. */
    filterDeclaration?(identifier: Identifier): boolean;
  }

  /** Returns the identifiers in *node* that nothing in it declares, and that are not among the page's globals. */
  export function findReferences(node: Node, options?: ReferenceOptions): Identifier[];
}

declare module "@observablehq/framework/dist/javascript/declarations.js" {
  import type {Identifier, Program} from "acorn";

  /** Returns what a *program* declares at its top level. Throws if that is one of the page's globals. */
  export function findDeclarations(program: Program, input: string): Identifier[];
}

declare module "@observablehq/framework/dist/javascript/assignments.js" {
  import type {Identifier, Node} from "acorn";

  /** Throws if *node* assigns to one of its *references*, or to one of the page's globals. */
  export function checkAssignments(node: Node, references: Identifier[], input: string): void;
}

declare module "@observablehq/framework/dist/javascript/awaits.js" {
  import type {Node} from "acorn";

  /** Returns what awaits in *node*, outside its functions. */
  export function findAwaits(node: Node): Node[];
}

declare module "@observablehq/framework/dist/javascript/source.js" {
  import type {Node} from "acorn";

  /** Returns whether *node* is a string, a template, or a sum of them, without a variable. */
  export function isStringLiteral(node: Node): boolean;

  /** Returns the value of a *node* of which isStringLiteral is true. */
  export function getStringLiteralValue(node: Node): string;
}

declare module "@observablehq/framework/dist/javascript/syntaxError.js" {
  import type {Node} from "acorn";

  /** Returns an error that says where *node* is in *input*: `message (line:column)`. */
  export function syntaxError(message: string, node: Pick<Node, "start">, input: string): SyntaxError;
}

declare module "@observablehq/framework/dist/sourcemap.js" {
  /** A place in a text: its line, from 1, and its column, from 0. */
  export interface Position {
    line: number;
    column: number;
  }

  /** A text and changes to it; its string is the text as changed. Positions are those of the text before. */
  export class Sourcemap {
    readonly input: string;
    constructor(input: string);
    /** Inserts *value* before all else that is inserted at *index*. */
    insertLeft(index: number, value: string): this;
    /** Inserts *value* after all else that is inserted at *index*. */
    insertRight(index: number, value: string): this;
    /** Replaces what is from *start* to *end*; what was inserted at *start* stays before it. */
    replaceRight(start: number, end: number, value: string): this;
    /** Returns where in the text before the changes a *position* in the text after them was. */
    translate(position: Position): Position;
    toString(): string;
  }
}

// For tests, which hold our compiler to Framework's. These two need Node.

declare module "@observablehq/framework/dist/javascript/parse.js" {
  import type {Node, Options} from "acorn";

  export const acornOptions: Options;

  export interface JavaScriptNode {
    body: Node;
    input: string;
  }

  /** Returns a cell's code, analysed. */
  export function parseJavaScript(input: string, options: {path: string}): JavaScriptNode;
}

declare module "@observablehq/framework/dist/javascript/transpile.js" {
  import type {JavaScriptNode} from "@observablehq/framework/dist/javascript/parse.js";

  export interface TranspileOptions {
    id: string;
    path: string;
    resolveImport(specifier: string): string;
  }

  /** Returns the call of `define` that Framework puts in a page for a cell. */
  export function transpileJavaScript(node: JavaScriptNode, options: TranspileOptions): string;
}
