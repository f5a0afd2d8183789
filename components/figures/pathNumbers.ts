import {html} from "htl";
import {shareChart} from "../charts/shareChart.js";
import type {Expression} from "../network/expression.js";
import {rangeOfPaths} from "../network/pathLengths.js";
import {pathCount, pathPolynomial, pathShares, type Polynomial} from "../network/paths.js";
import {residualFunctions} from "../network/residualFunctions.js";
import {lengthsText, pathCountShort, pathCountText} from "./pathFacts.js";

/** A number with more digits than this is read by nobody. */
const mostDigits = 60;

/** Returns how many residual functions and paths *expression* has, and how long these are, in a line. */
export function pathTotals(
  expression: Expression,
  polynomial: Polynomial = pathPolynomial(expression)
): HTMLElement {
  const count = pathCount(polynomial);
  const functions = residualFunctions(expression);
  const facts = [
    `${functions.toLocaleString("en")} residual function${functions === 1 ? "" : "s"}`,
    String(count).length > mostDigits ? pathCountShort(count) : pathCountText(count),
    lengthsText(polynomial)
  ];
  return html`<p class="diagram-totals">${facts.join(" · ")}</p>`;
}

/** Returns the number of paths through *expression*, with all its digits, and the share of each length as bars. */
export function pathNumbers(
  expression: Expression,
  {label, width}: {label: string; width: number}
): HTMLElement {
  const polynomial = pathPolynomial(expression);
  const count = pathCount(polynomial);
  const digits = String(count).length;
  return html`<div class="diagram unravel">
    ${shareChart(pathShares(polynomial), {
      ...{label: "share of paths (%)", range: rangeOfPaths(polynomial)},
      ...{width, height: 220, ariaLabel: `${label}: share of paths of each length, in percent`}
    })}
    ${pathTotals(expression, polynomial)}
    ${
      digits > mostDigits
        ? html`<details>
            <summary>All ${digits} digits</summary>
            <p class="digits">${pathCountText(count)}</p>
          </details>`
        : ""
    }
  </div>`;
}
