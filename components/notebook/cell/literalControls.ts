import {html} from "htl";
import {errorText} from "../graph/errorText.js";
import type {EditableCell} from "./cell.js";
import {listenToCells, registeredCells} from "./registry.js";

/** What a control lets choose: a number from least to most, in steps; or one of some words. */
export type LiteralRange = readonly [least: number, most: number, step: number] | readonly string[];

/** Options of literalControls. */
export interface LiteralControlsOptions {
  /** Stops the controls from following the code when it resolves. */
  invalidation?: Promise<unknown>;
}

/**
 * Returns a row of controls, each bound to the value that a cell of the page gives a name, as in `const depth = 56`: moving
 * a control writes the value into the code and runs the cell; running the cell with another value moves the control. Code that
 * has not run yet, such as that of a link, is not run by a control either: that is for the reader to decide.
 */
export function literalControls(
  ranges: Readonly<Record<string, LiteralRange>>,
  {invalidation}: LiteralControlsOptions = {}
): HTMLElement {
  const controls = Object.entries(ranges).map(([name, range]) => literalControl(name, range));
  const follow = () => controls.forEach((control) => void control.follow());
  listenToCells(follow, invalidation);
  follow();
  return html`<div role="group" aria-label="Values in the code">
    <div class="controls">${controls.map(({element}) => element)}</div>
  </div>`;
}

type Value = string | number;

function literalControl(name: string, range: LiteralRange): {element: HTMLElement; follow(): Promise<void>} {
  const input = isNumeric(range) ? slider(range) : choice(range as readonly string[]);
  const output = html`<output></output>`;
  const element = html`<label>${name} ${input} ${output}</label>`;
  const read = (): Value => (input instanceof HTMLSelectElement ? input.value : input.valueAsNumber);
  let writing = false;
  let asked = 0;
  let early = false; // something was chosen before the cells were there
  let tried: string | undefined; // what this control ran last, or could not run

  function say(value: Value | undefined): void {
    const shown = isNumeric(range) ? String(value) : "";
    output.textContent = value === undefined ? "is computed in the code now" : shown;
  }

  /** A parser that could not be loaded may load the next time, so the control stays enabled. */
  function sayFault(what: string, error: unknown): void {
    input.disabled = false;
    output.textContent = `${what}: ${errorText(error)}`;
  }

  async function follow(): Promise<void> {
    const own = ++asked;
    const isOver = () => own !== asked || writing;
    try {
      const found = await findLiteral(name, isNumeric(range) ? "number" : "string");
      if (isOver()) return;
      if (early && !found?.cell) return;
      if (early) return void write();
      input.disabled = found === undefined;
      if (found) input.value = String(found.value);
      say(found?.value);
    } catch (error) {
      if (!isOver()) sayFault("the code could not be read", error);
    }
  }

  async function write(): Promise<void> {
    say(read());
    early = registeredCells().size === 0;
    if (early || writing) return;
    writing = true;
    try {
      await writeChosen();
    } catch (error) {
      ++asked; // a follow that is under way must not take the message away
      return sayFault("the code could not be changed and run", error);
    } finally {
      writing = false;
    }
    await follow();
  }

  /** What is chosen while a cell runs is written when it has run: the last choice only. */
  async function writeChosen(): Promise<void> {
    const {readLiteral, writeLiteral} = await import("../compiler/literal.js");
    const cell = (await findLiteral(name, typeof read()))?.cell;
    while (cell && readLiteral(cell.source, name) !== read()) {
      const next = writeLiteral(cell.source, name, read());
      if (next === undefined) break; // the reader has just changed it into something else
      const runs = cell.source === cell.ran || cell.source === tried;
      cell.write(next, cell.origin === "link" ? "link" : "own");
      if (!runs) continue; // the reader has not run it yet
      tried = next;
      await cell.run();
    }
  }

  input.disabled = true; // until the code is looked at
  input.addEventListener("input", () => void write());
  return {element, follow};
}

function slider([least, most, step]: readonly [number, number, number]): HTMLInputElement {
  return html`<input type="range" min=${least} max=${most} step=${step} />` as HTMLInputElement;
}

function choice(words: readonly string[]): HTMLSelectElement {
  return html`<select>
    ${words.map((word) => html`<option>${word}</option>`)}
  </select>` as HTMLSelectElement;
}

function isNumeric(range: LiteralRange): range is readonly [number, number, number] {
  return typeof range[0] === "number";
}

/** The build lists the literals of published code. Edited code is parsed, by a parser that its run has loaded. */
async function findLiteral(
  name: string,
  type: string
): Promise<{cell?: EditableCell; value: Value} | undefined> {
  if (registeredCells().size === 0) {
    const value = publishedLiteral(name);
    return typeof value === type ? {value: value as Value} : undefined;
  }
  for (const cell of registeredCells().values()) {
    const value =
      cell.source === cell.published
        ? cell.literals[name]
        : (await import("../compiler/literal.js")).readLiteral(cell.source, name);
    if (typeof value === type) return {cell, value: value as Value};
  }
  return undefined;
}

/** Returns the value in the page's published code, which is there before its cells are. */
function publishedLiteral(name: string): unknown {
  const cells = document.querySelectorAll<HTMLElement>("editable-cell[data-literals]");
  const literals = [...cells].map(({dataset}) => JSON.parse(dataset.literals!) as Record<string, unknown>);
  return literals.find((names) => Object.hasOwn(names, name))?.[name];
}
