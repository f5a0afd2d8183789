import {type EditorState, type Range, StateEffect, StateField} from "@codemirror/state";
import {Decoration, type DecorationSet, EditorView} from "@codemirror/view";

/** Where an error is: lines and columns are counted from 1. */
export interface ErrorPlace {
  line: number;
  column?: number;
}

/** Marks a place as faulty. Without a place, the mark is taken away. */
export const markError = /* @__PURE__ */ StateEffect.define<ErrorPlace | undefined>();

/** Shows the last `markError`: a class for the line, and one for the word or sign at the column. */
export const errorMark = /* @__PURE__ */ StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, {changes, docChanged, effects, state}) {
    for (const effect of effects) if (effect.is(markError)) return marksAt(state, effect.value);
    return docChanged ? marks.map(changes) : marks;
  },
  provide: (field) => EditorView.decorations.from(field)
});

function marksAt({doc}: EditorState, place: ErrorPlace | undefined): DecorationSet {
  if (!place || !(place.line >= 1 && place.line <= doc.lines)) return Decoration.none;
  const {from, text} = doc.line(place.line);
  const marks: Range<Decoration>[] = [Decoration.line({class: "cell-error-line"}).range(from)];
  // An error at the end of a line, such as a bracket that is missing, is shown at what is last there.
  const column = Math.min(place.column ?? 0, text.trimEnd().length) - 1;
  if (column >= 0) {
    const length = /^[\w$]+/.exec(text.slice(column))?.[0].length ?? 1;
    marks.push(Decoration.mark({class: "cell-error-place"}).range(from + column, from + column + length));
  }
  return Decoration.set(marks);
}
