import {html} from "htl";
import {usualTitle} from "../../assignment/assignment.js";
import type {EditableCell} from "../cell/cell.js";
import type {CellHost} from "../cell/cellHost.js";
import {createEditableCell} from "../cell/editableCell.js";
import {forgetCell, registerCell} from "../cell/registry.js";
import type {KeptCell} from "./notebookStore.js";
import {type NotebookText, notebookText} from "./notebookText.js";

/** A cell of a notebook on its page, with the prose before it. */
export interface NotebookItem {
  cell: EditableCell;
  text: NotebookText;
  /** What it is called by, unless it has a title. */
  number: number;
  /** The name that the reader gave it. */
  title?: string;
  /** Whether it checks an answer. */
  check: boolean;
  /** Which cell of the assignment it is, from 0; none if its student has added it. */
  of?: number;
  element: HTMLElement;
}

/** What the buttons of an item do. */
export interface ItemActions {
  /** Moves *item* so many places down. */
  move(item: NotebookItem, by: number): void;
  /** Adds an empty cell below *item*. */
  addBelow(item: NotebookItem): void;
  remove(item: NotebookItem): void;
}

/** What tells a cell from others: of all that the page has shown, and of its notebook. */
export interface ItemPlace {
  key: string;
  number: number;
}

/** Returns the item of *cell* at its place; *onChange* is called after each change of it. */
export function notebookItem(
  {lang, source, title, text = "", check = false, of}: KeptCell,
  {key, number}: ItemPlace,
  {host, onChange, ...actions}: ItemActions & {host: CellHost; onChange(): void}
): NotebookItem {
  const place = cellElement({key, lang, title: title ?? usualTitle({check}, number - 1)});
  place.toggleAttribute("data-check", check);
  const cell = createEditableCell(place, {...host, changed: onChange});
  const prose = notebookText(text, `Text before ${cell.title}, in Markdown`, onChange);
  const item = {
    cell,
    text: prose,
    number,
    title,
    check,
    of,
    element: html`<div>${prose.element}${place}</div>`
  };
  cell.addButton("Text", "Write text before", prose.edit);
  cell.addButton("↑", "Move up", () => actions.move(item, -1));
  cell.addButton("↓", "Move down", () => actions.move(item, 1));
  cell.addButton("Add below", "Add below", () => actions.addBelow(item));
  cell.addButton("Remove", "Remove", () => actions.remove(item));
  registerCell(cell);
  cell.write(source);
  return item;
}

/** Ends the cell of an item, and takes the item off the page. */
export function discardItem({cell, element}: NotebookItem): void {
  void cell.remove();
  forgetCell(cell);
  element.remove();
}

/** Moves the focus to the first button of an item's cell. */
export function focusItem(item?: NotebookItem): void {
  item?.cell.element.querySelector<HTMLButtonElement>(".cell-buttons button:not([hidden])")?.focus();
}

/** Returns an item's cell as it could be shown again, with what it runs. */
export function keptCell({cell, title, text: {markdown: text}, check, of}: NotebookItem): KeptCell {
  const {lang, source, ran} = cell;
  return {
    ...{lang, source},
    ...(title && {title}),
    ...(text && {text}),
    ...(check && {check}),
    ...(of !== undefined && {of}),
    ...(ran !== undefined && {ran})
  };
}

/** Returns what the build makes of a fence, for a cell that is not in the page. */
function cellElement({key, lang, title}: {key: string; lang: string; title: string}): HTMLElement {
  return html`<editable-cell
    id=${`cell-${key}`}
    data-added
    data-key=${key}
    data-lang=${lang}
    data-title=${title}
  >
    <div class="cell-bar"><span class="cell-title">${title}</span></div>
    <pre data-copy="none" tabindex="0"><code></code></pre>
    <div class="observablehq observablehq--block"></div>
  </editable-cell>`;
}
