import {html} from "htl";
import {shareChart} from "../../charts/shareChart.js";
import type {Expression} from "../../network/expression.js";
import {rangeOfPaths} from "../../network/pathLengths.js";
import {pathCount, pathPolynomial, pathShares, type Polynomial} from "../../network/paths.js";
import {residualFunctions} from "../../network/residualFunctions.js";
import {commonBranches, crossings} from "../crossings.js";
import {lengthsText, pathCountShort, pathCountText} from "./pathFacts.js";

/** Width of the bars, in pixels, on a page that is not visible yet and has no width. */
const leastWidth = 200;

/** Nobody reads a number with more digits than this. */
const mostDigits = 60;

/** Returns how many residual functions and paths *expression* has, and how long these are, in a line. */
export function pathTotals(
  expression: Expression,
  polynomial: Polynomial = pathPolynomial(expression)
): HTMLElement {
  const count = pathCount(polynomial);
  const branches = branchesOf(expression);
  const countText = String(count).length > mostDigits ? pathCountShort : pathCountText;
  const facts = [
    functionsText(residualFunctions(expression), branches),
    countText(count, branches + 1n),
    lengthsText(polynomial)
  ];
  return html`<p class="diagram-totals">${facts.join(" · ")}</p>`;
}

/** How many branches each residual function has; 1 also where they differ, or are not on one chain. */
function branchesOf(expression: Expression): bigint {
  return commonBranches(crossings(expression) ?? []) ?? 1n;
}

/** `1 residual function`, or `3 residual functions of 32 transformations`. */
function functionsText(functions: number, branches: bigint): string {
  const words = `${functions.toLocaleString("en")} residual function${functions === 1 ? "" : "s"}`;
  return branches === 1n ? words : `${words} of ${branches.toLocaleString("en")} transformations`;
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
      ...{
        width: Math.max(leastWidth, width),
        height: 220,
        ariaLabel: `${label}: share of paths of each length, in percent`
      }
    })}
    ${pathTotals(expression, polynomial)}
    ${
      digits > mostDigits
        ? html`<details>
            <summary>All ${digits.toLocaleString("en")} digits</summary>
            <p class="digits">${pathCountText(count, branchesOf(expression) + 1n)}</p>
          </details>`
        : ""
    }
  </div>`;
}
