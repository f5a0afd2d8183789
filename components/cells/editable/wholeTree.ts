import {ensureSyntaxTree, syntaxTree} from "@codemirror/language";
import type {EditorState} from "@codemirror/state";

/** A cell's code is short: more time than this is never needed, but for a busy computer. */
const mostMs = 200;

/**
 * Returns the syntax tree of all of an editor's code. CodeMirror's own is what it had time for, which on a busy computer may
 * be a part; that is what is returned where the time is not enough either.
 */
export function wholeTree(state: EditorState): ReturnType<typeof syntaxTree> {
  return ensureSyntaxTree(state, state.doc.length, mostMs) ?? syntaxTree(state);
}
