import type {Extension} from "@codemirror/state";
import {EditorView, keymap, ViewPlugin} from "@codemirror/view";

/** Where a reader goes who leaves the editor by a key: nowhere yet, or to what comes after or before it. */
export type LeaveDirection = "out" | "next" | "previous";

/**
 * Lets Escape make the next Tab or Shift-Tab leave the editor (WCAG 2.1.2), and calls *onLeave*.
 *
 * CodeMirror's own Escape holds for two seconds. This one has no time limit (WCAG 2.2.1): it holds until another key, a
 * pointer or another element is used.
 *
 * Lists of completions and tips come before it. An Escape that closes one of them does not arrive here.
 */
export function leaveByTab(onLeave: (direction: LeaveDirection) => void): Extension {
  let leaving = false;
  const set = (view: EditorView, to: boolean) => {
    if (leaving === to) return;
    leaving = to;
    view.setTabFocusMode(to);
  };
  return [
    keymap.of([
      {
        key: "Escape",
        run(view) {
          set(view, true);
          onLeave("out");
          return true;
        }
      }
    ]),
    // CodeMirror withholds a Tab that leaves from its handlers, so this listens before them, in the capture phase.
    ViewPlugin.define((view) => {
      const listener = (event: KeyboardEvent) => {
        if (!leaving || ["Escape", "Shift"].includes(event.key)) return;
        if (event.key === "Tab") onLeave(event.shiftKey ? "previous" : "next");
        else set(view, false);
      };
      view.dom.addEventListener("keydown", listener, true);
      return {destroy: () => view.dom.removeEventListener("keydown", listener, true)};
    }),
    EditorView.domEventHandlers({
      blur: (_, view) => set(view, false),
      pointerdown: (_, view) => set(view, false)
    })
  ];
}
