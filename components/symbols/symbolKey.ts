import {html} from "htl";
import {type SymbolName, symbols} from "./symbols.js";

/** Options of symbolKey. */
export interface SymbolKeyOptions {
  /** What symbols stand for on this page, where it is not what they stand for elsewhere. */
  meanings?: Partial<Record<SymbolName, string>>;
}

/**
 * Returns the key to a page's symbols, all or those of *names*: each a button with its meaning, by which keyboards and
 * screen readers reach what a pointer lights (lightSymbols); pressed, it stays lit.
 */
export function symbolKey(
  names: readonly SymbolName[] = Object.keys(symbols) as SymbolName[],
  {meanings = {}}: SymbolKeyOptions = {}
): HTMLElement {
  return html`<ul class="symbol-key" aria-label="Symbols">
    ${names.map((name) => {
      const {letter, meaning} = symbols[name];
      return html`<li>
        <button type="button" data-symbol=${name} aria-pressed="false">
          <i class="symbol">${letter}</i> — ${meanings[name] ?? meaning}
        </button>
      </li>`;
    })}
  </ul>`;
}
