import {html} from "htl";
import type {Expression} from "../../network/expression.js";
import {crossings} from "../crossings.js";
import {unravel, type Unravelled, type UnravelOptions} from "./unravel.js";
import {mostExpanded, unravelTerms} from "./unravelTerms.js";

/**
 * Like unravel, except that the network is also written as a formula, beside the drawing where there is room: pressing a
 * term of it lights the term's path, and pressing a path its term.
 */
export function unravelWithTerms(expression: Expression, options: UnravelOptions = {}): Unravelled {
  const chain = crossings(expression);
  const drawing = unravel(expression, options);
  if (!chain) return drawing;

  const terms = unravelTerms(chain);
  terms.value = drawing.value;
  terms.addEventListener("input", () => (drawing.value = terms.value));
  drawing.addEventListener("input", () => (terms.value = drawing.value));
  const root = html`<div class=${chain.length > mostExpanded ? "" : "panels"}>${terms}${drawing}</div>`;
  const light = (path: Unravelled["value"]) => {
    drawing.value = path;
    terms.value = drawing.value;
  };
  return Object.defineProperty(root, "value", {get: () => drawing.value, set: light}) as Unravelled;
}
