import {html} from "htl";
import {changeBars, type ValueRange} from "../diagrams/changeBars.js";
import {decimalText} from "../diagrams/decimalText.js";
import {symbolMark} from "../symbols/symbolMark.js";

/** Options of smallChange. */
export interface SmallChangeOptions {
  /** What enters the block. Above 0.5. Defaults to 5. */
  x?: number;
  /** What it should put out at first, and what then: between x − 0.5 and x + 1. Default to x + 0.1 and x + 0.2. */
  before?: number;
  after?: number;
}

/** What a change of the target is to what a plain layer and a residual function put out, by fractions. */
export interface SmallChange {
  before: number;
  after: number;
  /** Relative changes; that of F is undefined if F was 0. */
  ofH: number;
  ofF: number | undefined;
}

/** Returns how much H(x), and F(x) = H(x) − x, change if the target goes from *before* to *after*. */
export function relativeChanges(x: number, before: number, after: number): SmallChange {
  const part = (whole: number) => rounded(after - before) / Math.abs(whole);
  const residual = rounded(before - x);
  return {before, after, ofH: part(before), ofF: residual === 0 ? undefined : part(residual)};
}

/**
 * Returns a figure of why a residual function is the easier one to correct: two sliders move the target of a block from one
 * value to another, and it shows by how much that changes what a plain layer puts out, H(x), and what a residual function
 * does, F(x) = H(x) − x. Its `value` is a SmallChange; it emits "input".
 */
export function smallChange({
  x = 5,
  before = x + 0.1,
  after = x + 0.2
}: SmallChangeOptions = {}): HTMLElement {
  const range = {least: x - 0.5, most: x + 1};
  const drawing = html`<div></div>`;
  const first = slider("The target at first", range, before);
  const second = slider("The target then", range, after);
  const rows = html`<tbody></tbody>`;
  const line = html`<p></p>`;
  const spoken = html`<div class="visually-hidden" role="status" aria-live="polite"></div>`;
  const element = html`<div class="small-change" role="group" aria-label="A small change of the target">
    ${drawing}
    <label>The target ${symbolMark("H")}(${x}) is at first ${first.output}${first.input}</label>
    <label>and then ${second.output}${second.input}</label>
    <table>
      <thead>
        <tr>
          <td></td>
          <th scope="col" class="number">before</th>
          <th scope="col" class="number">after</th>
          <th scope="col">relative change</th>
        </tr>
      </thead>
      ${rows}
    </table>
    ${line}${spoken}
  </div>`;

  function show(): void {
    const change = relativeChanges(x, first.input.valueAsNumber, second.input.valueAsNumber);
    for (const {input, output} of [first, second]) {
      output.textContent = decimalText(input.valueAsNumber);
      input.setAttribute(
        "aria-valuetext",
        `${decimalText(input.valueAsNumber)}, F is ${decimalText(input.valueAsNumber - x)}`
      );
    }
    drawing.replaceChildren(changeBars(x, change.before, change.after, range));
    rows.replaceChildren(
      row(html`${symbolMark("H")}(${x})`, change.before, change.after, change.ofH),
      row(html`${symbolMark("F")}(${x})`, change.before - x, change.after - x, change.ofF)
    );
    line.textContent = conclusion(change);
    Object.assign(element, {value: change});
  }

  element.addEventListener("input", show);
  element.addEventListener("change", () => (spoken.textContent = line.textContent)); // once a drag, not all the way
  show();
  return element;
}

interface Slider {
  input: HTMLInputElement;
  output: HTMLElement;
}

/** A screen reader is told its value as the slider's own. */
function slider(label: string, {least, most}: ValueRange, value: number): Slider {
  const input = html`<input
    type="range"
    aria-label=${label}
    min=${least}
    max=${most}
    step="0.05"
    value=${value}
  />`;
  return {input: input as HTMLInputElement, output: html`<output aria-live="off"></output>`};
}

function row(name: Node, before: number, after: number, change: number | undefined): HTMLElement {
  const difference = `${decimalText(after - before)} / ${decimalText(Math.abs(before))}`;
  const share = change === undefined ? "was 0: not defined" : html`${difference} = <b>${percent(change)}</b>`;
  return html`<tr>
    <th scope="row">${name}</th>
    <td class="number">${decimalText(before)}</td>
    <td class="number">${decimalText(after)}</td>
    <td>${share}</td>
  </tr>`;
}

function conclusion({before, after, ofH, ofF}: SmallChange): string {
  if (before === after) return "Nothing changes.";
  if (ofF === undefined) return "F was 0, so its relative change is not defined.";
  const times = Number((ofF / ofH).toPrecision(3));
  return `The same step is ${Math.abs(times)} times as large a part of F as of H.`;
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function percent(fraction: number): string {
  return `${decimalText(Number((100 * fraction).toPrecision(3)))} %`;
}
