import {type Completion, pickedCompletion} from "@codemirror/autocomplete";
import type {EditorState} from "@codemirror/state";
import type {EditorView} from "@codemirror/view";
import type {TextChange} from "./changeTo.js";
import type {CourseApi} from "./courseApi.js";
import {importedModule, ownNames, type SyntaxNode} from "./courseName.js";
import {exportCompletion} from "./exportCompletion.js";
import {wholeTree} from "./wholeTree.js";

/**
 * Returns the completions of what the course exports and nothing has imported, neither the cell nor another that gives the
 * page its *names*; choosing one imports it. There are none where something new gets its name.
 */
export function importCompletions(
  state: EditorState,
  {name}: SyntaxNode,
  api: CourseApi,
  names: readonly string[]
): Completion[] {
  if (name === "VariableDefinition" || name === "PropertyDefinition") return [];
  const known = new Set([...names, ...ownNames(state)]);
  return Object.entries(api.modules).flatMap(([path, module]) =>
    Object.entries(module)
      .filter(([label]) => !known.has(label))
      .map(([label, entry]) => ({
        ...exportCompletion(label, entry),
        detail: `import from .${path}`,
        boost: -50, // after names that are there
        apply: importing(path, api)
      }))
  );
}

/** What a completion does that also imports its name, from the module at *path* from the site's root. */
function importing(path: string, api: CourseApi): Completion["apply"] {
  return (view: EditorView, completion: Completion, from: number, to: number) => {
    const {label} = completion;
    const change = importChange(view.state, label, path, api);
    const before = change.from <= from ? change.insert.length : 0;
    view.dispatch({
      changes: [{from, to, insert: label}, change],
      selection: {anchor: before + from + label.length},
      annotations: pickedCompletion.of(completion),
      userEvent: "input.complete"
    });
  };
}

/**
 * Returns the change by which a cell imports *name* from the course's module at *path*: in the braces of an import of it
 * that the cell has, else in a line of its own at the top.
 */
export function importChange(state: EditorState, name: string, path: string, api: CourseApi): TextChange {
  let group: SyntaxNode | null = null;
  wholeTree(state).iterate({
    enter: ({node}) => {
      if (node.name !== "ImportGroup" || !node.getChild("}")) return;
      if (importedModule(state, node, api) === api.modules[path]) group ??= node;
    }
  });
  if (!group) return {from: 0, to: 0, insert: `import {${name}} from ".${path}";\n`};
  const {from, to} = group as SyntaxNode;
  const inside = state.sliceDoc(from + 1, to - 1).trimEnd();
  const at = from + 1 + inside.length;
  const separator = inside === "" ? "" : inside.endsWith(",") ? " " : ", ";
  return {from: at, to: at, insert: separator + name};
}
