import {html} from "htl";
import {button} from "../../widgets/button.js";

/** What the bar of a page with edits offers. */
export interface EditsBarActions {
  /** Returns a link to the page with its edits. */
  link(): Promise<string>;
  runAll(): void;
  resetAll(): void;
}

/** How many cells are not as published. */
export interface EditsCount {
  edited: number;
  /** Edited, and not yet run as shown. */
  waiting: number;
  /** Whether the browser keeps them. */
  kept: boolean;
}

/** A bar in the page's corner for as long as cells are edited. */
export interface EditsBar {
  element: HTMLElement;
  follow(count: EditsCount): void;
}

/** Returns the bar that says how many cells are edited, copies a link to them, and brings the page back as published. */
export function editsBar({link, runAll, resetAll}: EditsBarActions): EditsBar {
  const count = html`<span></span>`;
  const said = html`<output></output>`;
  const run = button("Run all", runAll);
  async function copy(): Promise<void> {
    let url: string;
    try {
      url = await link();
    } catch (error) {
      said.textContent = (error as Error).message; // what is edited is too large for a link
      return;
    }
    try {
      await navigator.clipboard.writeText(url);
      said.textContent = "Copied.";
    } catch {
      // a frame, or a page without https, may not write to the clipboard
      said.replaceChildren(
        html`<input type="text" readonly value=${url} aria-label="Link to this page with its edits" />`
      );
      said.querySelector("input")!.select();
    }
  }
  const element = html`<section class="cells-bar" aria-label="Edited cells" hidden>
    ${count} ${run} ${button("Copy link", copy)} ${button("Reset all", resetAll)} ${said}
  </section>`;
  return {
    element,
    follow({edited, waiting, kept}) {
      element.hidden = edited === 0;
      run.hidden = waiting === 0;
      const parts = [`${edited} ${edited === 1 ? "cell" : "cells"} edited`];
      if (waiting > 0) parts.push(`${waiting} not run`);
      if (!kept) parts.push("not kept by this browser: a reload loses them");
      const text = parts.join(", ");
      if (count.textContent !== text) {
        count.textContent = text;
        said.replaceChildren();
      }
    }
  };
}
