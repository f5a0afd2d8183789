import {html} from "htl";

/** Depths of a cell that is being edited: what stood there, and what is being written. */
export const editedDepths = {before: 20, after: 56};

/** Returns the picture of a cell of code in which a depth is being changed: decoration, not a cell. */
export function editedCell(): HTMLElement {
  const {before, after} = editedDepths;
  return html`<code class="edited-cell" aria-hidden="true"
    ><span>const</span> depth = <s>${before}</s><u>${after}</u>;</code
  >`;
}
