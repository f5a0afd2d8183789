import {html} from "htl";
import {faultTexts} from "../fields/english.js";
import type {Fault} from "../fields/fault.js";

/** A place that shows faults, and has them read out. */
export interface FaultList {
  element: HTMLElement;
  /** Shows *faults*, a line each; none hides the list. The same faults are not read out again. */
  show(faults: readonly Fault[]): void;
  /** Shows the message of another kind of error. */
  showText(text: string): void;
}

/** Returns an empty list of faults; *id* is what fields refer to. */
export function faultList(id: string): FaultList {
  const element = html`<div id=${id} class="message" role="alert" hidden></div>`;
  function showTexts(texts: readonly string[]): void {
    element.hidden = texts.length === 0;
    if (element.textContent === texts.join("")) return;
    element.replaceChildren(...texts.map((text) => html`<div>${text}</div>`));
  }
  return {element, show: (faults) => showTexts(faultTexts(faults)), showText: (text) => showTexts([text])};
}
