import {language, syntaxTree} from "@codemirror/language";
import type {EditorState} from "@codemirror/state";

/**
 * Returns the syntax tree of all of an editor's code. CodeMirror's own is what it had time for, which on a busy computer may
 * be a part; then the code, which is short, is parsed again.
 */
export function wholeTree(state: EditorState): ReturnType<typeof syntaxTree> {
  const tree = syntaxTree(state);
  if (tree.length === state.doc.length) return tree;
  return state.facet(language)?.parser.parse(state.sliceDoc()) ?? tree;
}
