import {html} from "htl";
import {ruleText} from "../../fields/english.js";
import {faultsOf} from "../../fields/fault.js";
import {markFault} from "../../widgets/markFault.js";
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
  const output = html`<output id=${`literal-${name}`}></output>`;
  const element = html`<label>${name} ${input} ${output}</label>`;
  const read = (): Value => (input instanceof HTMLSelectElement ? input.value : input.valueAsNumber);
  let writing = false;
  let asked = 0;
  let early = false; // something was chosen before the cells were there
  let tried: string | undefined; // what this control ran last, or could not run

  /** Says the value in the code, and what is wrong with it, or why it cannot be chosen here. */
  function say({value, cell, why}: Partial<Found>): void {
    const faults = cell?.blamed.flatMap((error) => faultsOf(error) ?? []) ?? [];
    const fault = faults.find((one) => one.field === name && one.value === value);
    const shown = isNumeric(range) && value !== undefined ? String(value) : "";
    const wrong = fault ? ruleText(fault.rule) : why;
    output.textContent = [shown, wrong].filter(Boolean).join(": ");
    markFault(input, fault ? output.id : false);
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
      if (early && !found.cell) return;
      if (early) return void write();
      input.disabled = found.why !== undefined;
      if (found.value !== undefined) input.value = String(found.value);
      say(found);
    } catch (error) {
      if (!isOver()) sayFault("the code could not be read", error);
    }
  }

  async function write(): Promise<void> {
    say({value: read()});
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
    const cell = (await findLiteral(name, typeof read())).cell;
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

/** What a control finds in the code. */
interface Found {
  value?: Value;
  /** The cell that has the value; nothing before there are cells. */
  cell?: EditableCell;
  /** Why it cannot be chosen, if it cannot. */
  why?: string;
}

const computed: Found = {why: "is computed in the code now"};

/** The build lists the literals of published code. Edited code is parsed, by a parser that its run has loaded. */
async function findLiteral(name: string, type: string): Promise<Found> {
  const ofType = (value: unknown) => (typeof value === type ? (value as Value) : undefined);
  const cells = [...registeredCells().values()];
  if (cells.length === 0) {
    const value = ofType(publishedLiteral(name));
    return value === undefined ? computed : {value};
  }
  for (const cell of cells) {
    const value = ofType(await literalIn(cell, name, cell.source));
    if (value !== undefined) return {value, cell};
  }
  return (await findUnreadable(cells, name, ofType)) ?? computed;
}

/** Where a cell's code has a fault of syntax, its values are those that it runs. */
async function findUnreadable(
  cells: readonly EditableCell[],
  name: string,
  ofType: (value: unknown) => Value | undefined
): Promise<Found | undefined> {
  const {isReadable} = await import("../compiler/literal.js");
  for (const cell of cells) {
    if (cell.ran === undefined || cell.source === cell.published || isReadable(cell.source)) continue;
    const value = ofType(await literalIn(cell, name, cell.ran));
    if (value !== undefined) return {value, why: `${cell.title} cannot be read now`};
  }
  return undefined;
}

async function literalIn(
  {published, literals}: EditableCell,
  name: string,
  source: string
): Promise<unknown> {
  if (source === published) return literals[name];
  return (await import("../compiler/literal.js")).readLiteral(source, name);
}

/** Returns the value in the page's published code, which is there before its cells are. */
function publishedLiteral(name: string): unknown {
  const cells = document.querySelectorAll<HTMLElement>("editable-cell[data-literals]");
  const literals = [...cells].map(({dataset}) => JSON.parse(dataset.literals!) as Record<string, unknown>);
  return literals.find((names) => Object.hasOwn(names, name))?.[name];
}
