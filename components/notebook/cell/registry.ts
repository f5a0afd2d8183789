import type {EditableCell} from "./cell.js";

// One list of the page's cells, in the order of their registration, for controls that are bound to values in the code.
const cells = new Map<string, EditableCell>();
const listeners = new Set<() => void>();

/** Returns the page's cells by their keys. */
export function registeredCells(): ReadonlyMap<string, EditableCell> {
  return cells;
}

/** Adds a cell, in the place of an earlier one of the same key. */
export function registerCell(cell: EditableCell): void {
  cells.set(cell.key, cell);
  announceCells();
}

/** Takes a cell away that has left the page. */
export function forgetCell(cell: EditableCell): void {
  if (cells.get(cell.key) === cell) cells.delete(cell.key);
  announceCells();
}

/** Calls all listeners, after a cell has come, gone or changed. */
export function announceCells(): void {
  for (const listener of listeners) listener();
}

/** Calls *listener* after each change of a cell, until *invalidation* resolves. */
export function listenToCells(listener: () => void, invalidation?: Promise<unknown>): void {
  listeners.add(listener);
  void invalidation?.then(() => listeners.delete(listener));
}
