import {html} from "htl";
import {button} from "../../widgets/button.js";
import {type AsideNotebook, notebooksAside} from "./asideNotebooks.js";
import type {AssignmentMaker} from "./assignmentMaker.js";
import type {AssignmentPanel} from "./assignmentPanel.js";
import type {KeptNotebook} from "./notebookStore.js";
import type {OpenNotebook} from "./openNotebook.js";

/** Where a notebook's page has what assignments need: what makes one, or, where one is open, what hands it in. */
export interface AssignmentPlaces {
  /** Above the cells. */
  head: HTMLElement;
  /** Below them. */
  element: HTMLElement;
  /** The notebooks that are put aside, to be brought back. */
  aside: HTMLElement;
  /** Follows what is *shown* now. */
  follow(open: OpenNotebook, shown: KeptNotebook): void;
  /** Resolves when what was followed last is in its place. */
  readonly settled: Promise<void>;
}

/** Returns the places of the page at *path*, empty at first; what stands in them is loaded when it is needed. */
export function assignmentPlaces(path: string): AssignmentPlaces {
  const [head, element] = [html`<div></div>`, html`<div></div>`];
  const aside = html`<div class="controls" role="group" aria-label="Put aside" hidden></div>`;
  let panel: AssignmentPanel | undefined;
  let maker: AssignmentMaker | undefined;
  let settled = Promise.resolve();
  let turn = 0; // of several notebooks in succession, the last counts

  async function offerHandIn(open: OpenNotebook, {assignment, student}: KeptNotebook): Promise<void> {
    const mine = ++turn;
    const {assignmentPanel} = await import("./assignmentPanel.js");
    if (turn !== mine) return;
    const onName = (name: string) => open.note({student: name});
    panel = assignmentPanel(assignment!, {cells: open.cells, student, onName});
    head.replaceChildren(panel.head);
    element.replaceChildren(panel.element);
  }

  async function offerMaking(open: OpenNotebook, {due}: KeptNotebook): Promise<void> {
    const mine = ++turn;
    const {assignmentMaker} = await import("./assignmentMaker.js");
    if (turn !== mine) return;
    maker ??= assignmentMaker(open);
    maker.follow(due);
    head.replaceChildren();
    element.replaceChildren(maker.element);
  }

  function followAside(open: OpenNotebook, shown: KeptNotebook): void {
    const others = notebooksAside(path, shown);
    aside.hidden = others.length === 0;
    aside.replaceChildren(
      html`<span class="muted">Put aside</span>`,
      ...others.map((other) => button(other.title, () => bringBack(open, other)))
    );
  }

  return {
    ...{head, element, aside},
    get settled() {
      return settled;
    },
    follow(open, shown) {
      panel?.end();
      panel = undefined;
      settled = (shown.assignment ? offerHandIn : offerMaking)(open, shown);
      followAside(open, shown);
    }
  };
}

/** It may have been forgotten in another tab. */
function bringBack(open: OpenNotebook, {title, load}: AsideNotebook): void {
  const kept = load();
  if (kept) open.replaceBy(kept, `“${title}” is back, as you left it.`, "kept");
}
