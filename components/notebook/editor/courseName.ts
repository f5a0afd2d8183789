import type {EditorState} from "@codemirror/state";
import {type CourseApi, type ExportApi, exportNamed, moduleNamed, type OptionsApi} from "./courseApi.js";
import {wholeTree} from "./wholeTree.js";

/** A node of a cell's syntax tree. */
export type SyntaxNode = ReturnType<typeof wholeTree>["topNode"];

/** Returns the text of a *node*. */
export function textOf(state: EditorState, node: SyntaxNode): string {
  return state.sliceDoc(node.from, node.to);
}

/** Returns the text of a string literal without its quotes, of which the second may not be there yet. */
export function stringText(state: EditorState, node: SyntaxNode): string {
  return textOf(state, node).replace(/^["']/, "").replace(/["']$/, "");
}

/**
 * Returns the export of the course that *name* stands for in a cell: what the cell imports by that name; else, where the
 * cell has no such name of its own, what the course exports by it, since another cell of the page may import it.
 */
export function courseExport(state: EditorState, name: string, api: CourseApi): ExportApi | undefined {
  let declared = false;
  let found: ExportApi | undefined;
  wholeTree(state).iterate({
    enter: ({node, name: type}) => {
      if (type !== "VariableDefinition" || textOf(state, node) !== name) return;
      declared = true;
      if (node.parent?.name === "ImportGroup") found = imported(state, node, api);
    }
  });
  return declared ? found : exportNamed(api, name);
}

function imported(state: EditorState, definition: SyntaxNode, api: CourseApi): ExportApi | undefined {
  const module = importedModule(state, definition, api);
  const as = definition.prevSibling;
  const original = as?.name === "as" && as.prevSibling ? as.prevSibling : definition;
  const name = textOf(state, original);
  return module && Object.hasOwn(module, name) ? module[name] : undefined;
}

/** Returns the exports of the module that the import around *node* names. */
export function importedModule(state: EditorState, node: SyntaxNode, api: CourseApi) {
  const source = around(node, "ImportDeclaration")?.getChild("String");
  return source ? moduleNamed(api, stringText(state, source)) : undefined;
}

/** Returns the innermost node of one of *types* that is *node* or has it inside. */
export function around(node: SyntaxNode | null, ...types: string[]): SyntaxNode | null {
  while (node && !types.includes(node.name)) node = node.parent;
  return node;
}

/**
 * Returns what may be written inside an *object* literal: the options of the function that it is an argument of, or, if it
 * is the value of an option or in a list that is, the options inside that.
 */
export function optionsOf(state: EditorState, object: SyntaxNode, api: CourseApi): OptionsApi | undefined {
  let {parent} = object;
  while (parent && between.test(parent.name)) ({parent} = parent);
  if (parent?.name === "Property") {
    const key = courseKey(state, parent);
    const outer = parent.parent && optionsOf(state, parent.parent, api);
    return key && outer && Object.hasOwn(outer, key) ? outer[key].options : undefined;
  }
  if (parent?.name !== "ArgList" || !parent.parent) return undefined;
  const callee = parent.parent.getChild("VariableName");
  if (!callee) return undefined;
  return courseExport(state, textOf(state, callee), api)?.arguments?.[argumentIndex(parent, object)];
}

/** An object may be in a list. Where its brace is still open it may be taken for a pattern, to be assigned to. */
const between = /^(ArrayExpression|ArrayPattern|AssignmentExpression)$/;

function argumentIndex(list: SyntaxNode, argument: SyntaxNode): number {
  return list.getChildren(",").filter(({to}) => to <= argument.from).length;
}

/** Returns the name of a *property* of an object literal; undefined if it is computed. */
export function courseKey(state: EditorState, property: SyntaxNode): string | undefined {
  const first = property.firstChild;
  if (first?.name === "PropertyDefinition") return textOf(state, first);
  return first?.name === "String" ? stringText(state, first) : undefined;
}

/** Returns the names that a cell declares, but for one that is being written at *position*. */
export function ownNames(state: EditorState, position = -1): Set<string> {
  const own = new Set<string>();
  wholeTree(state).iterate({
    enter: ({node}) => {
      const here = node.from < position && position <= node.to;
      if (node.name === "VariableDefinition" && !here) own.add(textOf(state, node));
    }
  });
  return own;
}
