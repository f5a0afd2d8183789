import type {EditorState, Extension} from "@codemirror/state";
import {closeHoverTooltips, hasHoverTooltips, hoverTooltip, keymap} from "@codemirror/view";
import type {CourseApi} from "./courseApi.js";
import {courseExport, courseKey, importedModule, optionsOf, textOf} from "./courseName.js";
import {explanation} from "./explanation.js";
import {wholeTree} from "./wholeTree.js";

/** What a word of a cell means, and where the word is. */
export interface Meaning {
  from: number;
  to: number;
  /** A function's signature, or an option's name and type. */
  signature: string;
  doc: string;
}

/** Shows what the course's functions and options mean where the pointer rests on them; Escape puts it away. */
export function hover(api: () => Promise<CourseApi>): Extension {
  const tips = hoverTooltip(async ({state}, position, side) => {
    const meaning = meaningAt(state, position, side, await api());
    if (!meaning) return null;
    const {from, to, signature, doc} = meaning;
    return {pos: from, end: to, above: true, create: () => ({dom: explanation(signature, doc)})};
  });
  const close = keymap.of([
    {
      key: "Escape",
      run(view) {
        if (!hasHoverTooltips(view.state)) return false;
        view.dispatch({effects: closeHoverTooltips});
        return true;
      }
    }
  ]);
  return [tips, close];
}

/** Returns what the word at a *position* means if it is the course's, else null. *side* is -1 before it, 1 after it. */
export function meaningAt(
  state: EditorState,
  position: number,
  side: -1 | 1,
  api: CourseApi
): Meaning | null {
  const node = wholeTree(state).resolveInner(position, side);
  const {from, to, parent} = node;
  const text = textOf(state, node);
  if (node.name === "PropertyDefinition" && parent?.name === "Property" && parent.parent) {
    const options = optionsOf(state, parent.parent, api);
    const key = courseKey(state, parent);
    if (!options || !key || !Object.hasOwn(options, key)) return null;
    return {from, to, signature: `${key}: ${options[key].type}`, doc: options[key].doc};
  }
  if (node.name !== "VariableName" && node.name !== "VariableDefinition") return null;
  // In `{a as b}`, a is a name of the module, b one of the cell.
  const inImport = node.name === "VariableName" && parent?.name === "ImportGroup";
  const found = inImport ? importedModule(state, node, api)?.[text] : courseExport(state, text, api);
  return found ? {from, to, signature: found.signature, doc: found.doc} : null;
}
