import {html} from "htl";
import {type SymbolName, symbols} from "./symbols.js";

/** Returns a symbol as it stands in text, in its colour; it lights up with all others of its name (lightSymbols). */
export function symbolMark(name: SymbolName): HTMLElement {
  return html`<i class="symbol" data-symbol=${name}>${symbols[name].letter}</i>`;
}
