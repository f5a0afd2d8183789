import type {
  Completion,
  CompletionContext,
  CompletionResult,
  CompletionSource
} from "@codemirror/autocomplete";
import type {EditorState} from "@codemirror/state";
import {type CourseApi, type ExportApi, exportNamed, type OptionsApi} from "./courseApi.js";
import {
  around,
  courseExport,
  courseKey,
  importedModule,
  optionsOf,
  ownNames,
  type SyntaxNode,
  textOf
} from "./courseName.js";
import {explanation} from "./explanation.js";
import {exportCompletion} from "./exportCompletion.js";
import {importCompletions} from "./importCompletions.js";
import {wholeTree} from "./wholeTree.js";

const word = /^[\w$]*$/;

/** Returns what CodeMirror asks for completions: of the page's *names*, and of what the course's modules export. */
export function completionSource(
  names: () => Promise<readonly string[]>,
  api: () => Promise<CourseApi>
): CompletionSource {
  return async (context: CompletionContext) => {
    // CodeMirror asks no second time while an answer is awaited, so what is typed meanwhile has to end the wait.
    context.addEventListener("abort", () => {}, {onDocChange: true});
    const known = await Promise.all([api(), names()]);
    return completionsAt(context.state, context.pos, ...known, {explicit: context.explicit});
  };
}

/**
 * Returns what may stand at a *position* of a cell: a module's path, an export, an option or its value, or else a name;
 * null if nothing is known. *names* are those of the page. **explicit** is whether the reader asked.
 */
export function completionsAt(
  state: EditorState,
  position: number,
  api: CourseApi,
  names: readonly string[],
  {explicit = false}: {explicit?: boolean} = {}
): CompletionResult | null {
  const node = wholeTree(state).resolveInner(position, -1);
  if (isComment(node)) return null;
  if (isInside(state, node, position)) return stringCompletions(state, node, position, api);
  const from = wordStart(state, position);
  if (from > 0 && state.sliceDoc(from - 1, from) === ".") return null; // a property
  const group = around(node, "ImportGroup");
  const within = group && (position < group.to || !group.getChild("}"));
  const options = within
    ? exportCompletions(importedModule(state, group, api) ?? {}, taken(state, group))
    : (propertyCompletions(state, node, position, api) ??
      (explicit || position > from
        ? [
            ...nameCompletions(state, api, names, position),
            ...(position > from ? importCompletions(state, node, api, names) : [])
          ]
        : []));
  return options.length > 0 ? {from, options, validFor: word} : null;
}

function isComment({name}: SyntaxNode): boolean {
  return name === "LineComment" || name === "BlockComment";
}

/** Whether *position* is between the quotes of a string; text of a template, where nothing is known, counts. */
function isInside(state: EditorState, {name, from, to}: SyntaxNode, position: number): boolean {
  if (name === "TemplateString") return position > from;
  if (name !== "String") return false;
  const closed = to - from > 1 && state.sliceDoc(to - 1, to) === state.sliceDoc(from, from + 1);
  return position > from && (position < to || !closed);
}

function wordStart(state: EditorState, position: number): number {
  const line = state.doc.lineAt(position);
  const before = line.text.slice(0, position - line.from);
  return position - /[\w$]*$/.exec(before)![0].length;
}

/** Inside a string: a module's path, or one of the values that an option may have. */
function stringCompletions(
  state: EditorState,
  node: SyntaxNode,
  position: number,
  api: CourseApi
): CompletionResult | null {
  if (node.name !== "String") return null;
  const from = node.from + 1;
  if (node.parent?.name === "ImportDeclaration") {
    const prefix = state.sliceDoc(from, position).startsWith("/") ? "" : ".";
    const options = Object.keys(api.modules).map((path) => ({label: prefix + path, type: "module"}));
    return {from, options, validFor: /^[^"']*$/};
  }
  const options = valuesAt(state, node, api).map((label) => ({label, type: "value"}));
  return options.length > 0 ? {from, options, validFor: /^[^"']*$/} : null;
}

/** Also where the value is one of several, as in `wide ? "a" : "b"`. */
function valuesAt(state: EditorState, node: SyntaxNode, api: CourseApi): readonly string[] {
  const property = around(node, "Property");
  const key = property && courseKey(state, property);
  if (!key || property.firstChild!.to > node.from) return [];
  const between = ["ConditionalExpression", "BinaryExpression", "ParenthesizedExpression"];
  let at = node.parent!;
  while (between.includes(at.name)) at = at.parent!;
  return at.name === "Property" ? valuesOf(state, property, key, api) : [];
}

function valuesOf(state: EditorState, property: SyntaxNode, key: string, api: CourseApi): readonly string[] {
  const options = property.parent ? optionsOf(state, property.parent, api) : undefined;
  return options && Object.hasOwn(options, key) ? (options[key].values ?? []) : [];
}

/** In an object literal: the options that are not there yet, or, after a colon, the values of one; undefined elsewhere. */
function propertyCompletions(
  state: EditorState,
  node: SyntaxNode,
  position: number,
  api: CourseApi
): Completion[] | undefined {
  const object = around(node, "ObjectExpression", "ObjectPattern"); // see optionsOf
  if (!object || (position >= object.to && object.getChild("}"))) return undefined;
  const last = object.childBefore(position);
  const property = last?.name === "Property" ? last : null;
  const colon = property?.getChild(":");
  if (property && colon && colon.to <= position) {
    const first = property.childAfter(colon.to);
    if (first && !first.type.isError && first.name !== "VariableName") return undefined;
    const values = valuesOf(state, property, courseKey(state, property) ?? "", api);
    return values.length > 0 ? values.map((value) => ({label: `"${value}"`, type: "value"})) : undefined;
  }
  // Only where a name may begin: after the brace, after a comma, or in the name itself.
  if (property && !(property.to >= position && property.firstChild!.to >= position)) return [];
  if (around(node, "ArgList") && innermost(node, object)) return undefined;
  const options = optionsOf(state, object, api);
  if (!options) return undefined;
  const there = new Set(
    object
      .getChildren("Property")
      .flatMap((p) => (p.to < position || p.from > position ? courseKey(state, p) : []))
  );
  return optionCompletions(options, there);
}

/** Whether between *node* and *object* there is another place where a name may stand. */
function innermost(node: SyntaxNode, object: SyntaxNode): boolean {
  for (let at: SyntaxNode | null = node; at && at.from > object.from; at = at.parent)
    if (at.name === "ArgList" || at.name === "Block" || at.name === "ArrayExpression") return true;
  return false;
}

function optionCompletions(options: OptionsApi, there: ReadonlySet<string | undefined>): Completion[] {
  return Object.entries(options)
    .filter(([name]) => !there.has(name))
    .map(([name, {type, doc}], i) => ({
      label: name,
      type: "property",
      detail: type,
      boost: -i / 100, // in the order of the interface, which an author has thought about
      info: () => explanation(`${name}: ${type}`, doc)
    }));
}

function exportCompletions(module: Record<string, ExportApi>, there: ReadonlySet<string>): Completion[] {
  return Object.entries(module)
    .filter(([name]) => !there.has(name))
    .map(([name, entry]) => exportCompletion(name, entry));
}

/** What an import's braces name already, but for a word that is being written. */
function taken(state: EditorState, group: SyntaxNode): Set<string> {
  const cursor = state.selection.main.head;
  const names = [...group.getChildren("VariableDefinition"), ...group.getChildren("VariableName")];
  return new Set(
    names.filter(({from, to}) => cursor < from || cursor > to).map((name) => textOf(state, name))
  );
}

/** The page's names and the cell's own, each with its documentation if it is the course's. */
function nameCompletions(
  state: EditorState,
  api: CourseApi,
  names: readonly string[],
  position: number
): Completion[] {
  const own = ownNames(state, position);
  const labels = [...new Set([...own, ...names])].sort();
  return labels.map((label) => {
    const entry = own.has(label) ? courseExport(state, label, api) : exportNamed(api, label);
    return entry ? exportCompletion(label, entry) : {label, type: "variable"};
  });
}
