import type {SymbolName} from "./symbols.js";

/** Returns *chart*, whose lines and axis titles of the vertical axis belong to one of the course's symbols. */
export function withSymbol<T extends SVGSVGElement | HTMLElement>(chart: T, symbol: SymbolName): T {
  for (const part of chart.querySelectorAll<SVGElement>('[aria-label="y-axis label"], [aria-label="line"]'))
    part.dataset.symbol = symbol;
  return chart;
}
