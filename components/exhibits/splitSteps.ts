import {html} from "htl";
import type {SplitStep} from "../diagrams/split/splitDrawing.js";
import {symbolMark} from "../symbols/symbolMark.js";
import type {SymbolName} from "../symbols/symbols.js";

/** What is said of a step. */
export interface StepText {
  readonly title: string;
  /** The formula as it is drawn, and in words. */
  readonly formula: () => (Node | string)[];
  readonly words: string;
  readonly sentence: string;
}

/**
 * What is said of each step. Formulas are set without KaTeX, which a page that is only read does not load, in its typefaces.
 *
 * Source: Xie et al. 2017 (arXiv:1611.05431), §3.2 and §3.3.
 */
export const stepTexts: Readonly<Record<SplitStep, StepText>> = {
  neuron: {
    title: "A neuron",
    formula: () => [letter("y"), " = ", sumSign("D"), ...product()],
    words: "y is the sum of w i times x i, for i from 1 to D",
    sentence: "A neuron weights each of its D inputs, and adds: an inner product. Take it apart."
  },
  splitting: {
    title: "Splitting",
    formula: () => [
      symbolMark("x"),
      " = (",
      indexed("x", "1"),
      ", ",
      indexed("x", "2"),
      ", …, ",
      indexed("x", "D"),
      ")"
    ],
    words: "x is x 1, x 2, and so on, up to x D",
    sentence: "The input x is cut into D parts, each of one number."
  },
  transforming: {
    title: "Transforming",
    formula: () => [indexed("x", "i"), " ↦ ", ...product()],
    words: "x i becomes w i times x i",
    sentence: "Each part is transformed, here by no more than a weight."
  },
  aggregating: {
    title: "Aggregating",
    formula: () => [letter("y"), " = ", sumSign("D"), ...product()],
    words: "y is the sum of w i times x i, for i from 1 to D",
    sentence: "What comes out is added. Split, transform, aggregate: that is the neuron again."
  },
  functions: {
    title: "Network in neuron",
    formula: () => [letter("y"), " = ", sumSign("C"), ...transformation()],
    words: "y is the sum of T i of x, for i from 1 to C",
    sentence:
      "In the place of each weight comes a function Tᵢ of the whole x, a small network. All have one topology. Their number C is the cardinality; it need not be D."
  },
  shortcut: {
    title: "The shortcut is added",
    formula: () => [letter("y"), " = ", symbolMark("x"), " + ", sumSign("C"), ...transformation()],
    words: "y is x plus the sum of T i of x, for i from 1 to C",
    sentence:
      "The sum of all Tᵢ is the residual function F. That is the block of ResNeXt, before its last ReLU."
  }
};

function product(): Node[] {
  return [indexed("W", "i", "w"), indexed("x", "i")];
}

function transformation(): (Node | string)[] {
  return [indexed("T", "i"), "(", symbolMark("x"), ")"];
}

/** A sum from i = 1, with its bounds above and below. */
function sumSign(last: "C" | "D"): HTMLElement {
  const bound = last === "C" ? symbolMark("C") : letter(last);
  return html`<span class="sum-sign"
    ><span>${bound}</span><span>∑</span><span>${letter("i")} = 1</span></span
  >`;
}

function letter(text: string): HTMLElement {
  return html`<i class="symbol">${text}</i>`;
}

/** One of the course's symbols with an index; *text* is its letter, if that is another one. */
function indexed(name: SymbolName, index: string, text?: string): HTMLElement {
  const own = text === undefined ? symbolMark(name) : html`<i class="symbol" data-symbol=${name}>${text}</i>`;
  return html`<span>${own}<sub>${/\d/.test(index) ? index : letter(index)}</sub></span>`;
}
