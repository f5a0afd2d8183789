import {html} from "htl";

/** Two versions of a cell. */
export type Difference = readonly [before: string, after: string];

/** Shows below a cell's code what differs from the published version, when the reader asks. Made by cellChanges. */
export interface CellChanges {
  readonly element: HTMLElement;
  /** Shows or hides the difference. */
  toggle(): void;
  /** Sets the versions that are compared; nothing where there is one version only. */
  follow(difference?: Difference): void;
}

/** Returns the changes of a cell, hidden at first; *button* shows and hides them. */
export function cellChanges(button: HTMLButtonElement): CellChanges {
  const element = html`<div class="cell-changes" hidden></div>`;
  let current: Difference | undefined;

  async function show(): Promise<void> {
    element.hidden ||= current === undefined;
    button.setAttribute("aria-expanded", String(!element.hidden));
    if (element.hidden) return;
    const {differenceView} = await import("../edits/differenceView.js");
    if (current) element.replaceChildren(differenceView(...current));
  }

  return {
    element,
    toggle() {
      element.hidden = !element.hidden;
      void show();
    },
    follow(difference) {
      current = difference;
      void show();
    }
  };
}
