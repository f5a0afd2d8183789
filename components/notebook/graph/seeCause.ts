import {html} from "htl";

/** Returns what is said where something failed because of the cell in *block*: that it is from before, and a link to the cell. */
export function seeCause(block: Element): HTMLElement {
  const cell = block.closest<HTMLElement>("editable-cell");
  return html`<span
    >What stands here is from before: see <a href=${`#${cell?.id}`}>${cell?.dataset.title}</a>.</span
  >`;
}
