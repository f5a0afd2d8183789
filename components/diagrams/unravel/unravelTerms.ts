import {html} from "htl";
import {superscript} from "../../charts/powerText.js";
import {symbolMark} from "../../symbols/symbolMark.js";
import {commonBranches, type Crossing} from "../crossings.js";
import {moveFocus} from "./unravelFocus.js";
import {type Path, pathsAlong, pathsThrough, pathWords} from "./unravelPaths.js";
import {pathKey} from "./unravelRows.js";

/** The formula; its value is the path whose term is lit, or null, and it emits "input" when that changes. */
export type UnravelTerms = HTMLElement & {value: Path | null};

/** The terms of more blocks are too many to read. */
export const mostExpanded = 4;

/**
 * Returns the network of *crossings* as a formula: the product of its blocks, and that multiplied out, with a term for each
 * way to choose functions and shortcuts, as in y = (1 + F₂)(1 + F₁) x = x + F₁x + F₂x + F₂F₁x. Pressing a term lights it.
 * Of more than 4 blocks there is the product only. What a formula without brackets leaves out is said below it.
 */
export function unravelTerms(crossings: readonly Crossing[]): UnravelTerms {
  const paths = crossings.length > mostExpanded ? [] : pathsThrough(crossings);
  const terms = paths.map((path) => termButton(path, crossings));
  const root = html`<div class="unravel-terms">
    <p>${italic("y")} = ${product(crossings)} ${symbolMark("x")}</p>
    ${terms.length === 0 ? "" : sum(terms)}
    <p class="muted">${notes(crossings)}</p>
  </div>`;

  let lit: Path | null = null;
  function light(path: Path | null): void {
    lit = paths.find((one) => path && pathKey(one) === pathKey(path)) ?? null;
    terms.forEach((term, i) => term.setAttribute("aria-pressed", String(paths[i] === lit)));
  }
  function choose(path: Path | null): void {
    light(path);
    root.dispatchEvent(new Event("input", {bubbles: true}));
  }

  terms.forEach((term, i) => {
    term.tabIndex = i === 0 ? 0 : -1;
    term.onclick = () => choose(paths[i] === lit ? null : paths[i]);
  });
  root.onkeydown = (event) => {
    if (moveFocus(terms, event, "horizontal")) event.preventDefault(); // or the page scrolls
    if (event.key === "Escape" && lit) choose(null);
  };
  light(null);
  return Object.defineProperty(root, "value", {get: () => lit, set: light}) as UnravelTerms;
}

/** The blocks as factors, the last one first, since functions apply to what is at their right; of many, both ends. */
function product(crossings: readonly Crossing[]): (Node | string)[] {
  const factors = crossings.map(({shortcut}, i) =>
    shortcut ? html`<span>(1 + ${factor(i)})</span>` : factor(i)
  );
  return factors.length > mostExpanded ? [factors.at(-1)!, " ⋯ ", factors[0]] : factors.reverse();
}

function factor(i: number): HTMLElement {
  return html`<span>${symbolMark("F")}<sub>${i + 1}</sub></span>`;
}

/** The terms as buttons of one toolbar, in lines of text. */
function sum(terms: readonly HTMLElement[]): HTMLElement {
  return html`<div role="toolbar" aria-label="Terms">
    ${terms.map((term, i) => html`<span>${i === 0 ? "=" : "+"}${term}</span>`)}
  </div>`;
}

/** Its letters are no symbols that light up on the page: what is lit here is a path. */
function termButton(path: Path, crossings: readonly Crossing[]): HTMLElement {
  const crossed = path.flatMap((crosses, i) => (crosses ? [i + 1] : [])).reverse();
  const text = [...crossed.map((number) => `F${number}`), "x"].join("");
  const label = `${text}: ${pathWords(path, pathsAlong(path, crossings))}`;
  return html`<button type="button" aria-label=${label}>
    ${crossed.map((number) => indexed("F", number))}${italic("x")}
  </button>`;
}

function italic(letter: string): HTMLElement {
  return html`<i class="symbol">${letter}</i>`;
}

/** A letter with an index. */
function indexed(letter: string, index: number | string): HTMLElement {
  return html`<span>${italic(letter)}<sub>${index}</sub></span>`;
}

/** `2⁶`, of six blocks with shortcuts. */
function termCount(crossings: readonly Crossing[]): string {
  return `2${superscript(crossings.filter(({shortcut}) => shortcut).length)}`;
}

/** What the formula says, and what it does not. */
function notes(crossings: readonly Crossing[]): (Node | string)[] {
  if (crossings.length === 0)
    return ["Without blocks there is one path, of length 0: the output is the input."];
  const branches = commonBranches(crossings) ?? 1n;
  const previous = indexed("x", "k−1");
  return [
    crossings.length > mostExpanded ? `Multiplied out, it has ${termCount(crossings)} terms. ` : "",
    branches > 1n
      ? html`Each ${italic("F")} is a sum of ${branches} transformations, so that a term of ${italic("k")}
          factors ${italic("F")} stands for
          <span class="with-punctuation">${branches}<sup>${italic("k")}</sup></span> paths. `
      : "",
    html`A product is one function after the other. If all ${italic("F")} are linear, the terms add up to
      ${italic("y")}. If not, the network still computes
      <span class="with-punctuation"
        >${indexed("x", "k")} = ${previous} + ${indexed("F", "k")}(${previous.cloneNode(true)}),</span
      >
      and the terms are a picture of its paths.`
  ];
}
