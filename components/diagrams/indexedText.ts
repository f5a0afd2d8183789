import type {SymbolName} from "../symbols/symbols.js";
import type {Position} from "./diagramNode.js";
import {svgElement} from "./svgElement.js";

/** A letter of a formula in a drawing, with its index below the line. */
export interface IndexedLetter {
  readonly letter: string;
  readonly index?: string;
  /** The course's symbol that the letter is. Defaults to none. */
  readonly symbol?: SymbolName;
  /** The one that the index is. Defaults to none. */
  readonly indexSymbol?: SymbolName;
  /** Whether it is upright, like brackets and digits. Defaults to false. */
  readonly upright?: boolean;
}

/** Returns *letters* in a row, as formulas write them, such as w₁x₁; *x* and *y* are the row's middle. */
export function indexedText(letters: readonly IndexedLetter[], {x, y}: Position, size = 15): SVGElement {
  const baseline = Math.round(10 * (y + 0.33 * size)) / 10;
  const drop = 0.22 * size;
  let fallen = 0; // what the letter before went down by: the next goes back up
  const spans = letters.flatMap(({letter, index, symbol, indexSymbol, upright = false}) => {
    const style = upright ? undefined : "italic";
    const span = svgElement(
      "tspan",
      {"font-style": style, "data-symbol": symbol, ...(fallen && {dy: -fallen})},
      letter
    );
    fallen = index === undefined ? 0 : drop;
    if (index === undefined) return [span];
    const italic = /\d/.test(index) ? undefined : "italic";
    return [
      span,
      svgElement(
        "tspan",
        {"font-size": 0.7 * size, "font-style": italic, "data-symbol": indexSymbol ?? symbol, dy: drop},
        index
      )
    ];
  });
  return svgElement(
    "text",
    {class: "letter", x, y: baseline, "text-anchor": "middle", "font-size": size},
    ...spans
  );
}
