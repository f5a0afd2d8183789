import {html} from "htl";
import {errorRange} from "../charts/errorRange.js";
import {differencePoints} from "../charts/pairedDifference.js";
import {lineSample, swatch} from "../charts/runLegend.js";
import {netLabel, type Split} from "../charts/scales.js";
import type {ClassCurve, ComparedPair} from "./classCurves.js";

/** Returns the last errors of each network: mean, lowest and highest of its runs, and how many these are. */
export function resultsTable(curves: readonly ClassCurve[]): HTMLElement {
  const nets = curves.map(({net}) => net);
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Final errors">
    <table class="run-legend">
      <thead>
        <tr>
          <th scope="col">network</th>
          <th scope="col" class="number">runs</th>
          <th scope="col" class="number">${lineSample("training")} training (%)</th>
          <th scope="col" class="number">${lineSample("test")} test (%)</th>
        </tr>
      </thead>
      <tbody>
        ${curves.map(
          (curve) =>
            html`<tr>
              <th scope="row">${swatch(curve.net, nets)} ${netLabel(curve.net)}</th>
              <td class="number">${curve.runs}${divergedText(curve)}</td>
              <td class="number">${lastText(curve, "training")}</td>
              <td class="number">${lastText(curve, "test")}</td>
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}

function divergedText({diverged}: ClassCurve): string {
  return diverged === 0 ? "" : `, ${diverged} diverged`;
}

function lastText({last, runs, diverged}: ClassCurve, split: Split): Node | string {
  const found = last[split];
  return found ? errorRange(found) : diverged === runs ? "diverged" : "–";
}

/** Returns by how much one network's last error is above another's, seed by seed, for each two that share seeds. */
export function pairsTable(pairs: readonly ComparedPair[]): HTMLElement {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Paired differences">
    <table>
      <caption>
        How far the first is above the second: percentage points, seed by seed, with the mean’s 95 % interval
      </caption>
      <thead>
        <tr>
          <th scope="col">networks</th>
          <th scope="col" class="number">seeds</th>
          <th scope="col" class="number">training</th>
          <th scope="col" class="number">test</th>
        </tr>
      </thead>
      <tbody>
        ${pairs.map(
          ({nets: [net, other], seeds, differences}) =>
            html`<tr>
              <th scope="row">${netLabel(net)} − ${netLabel(other)}</th>
              <td class="number">${seeds}</td>
              <td class="number">${withInterval(differences.training)}</td>
              <td class="number">${withInterval(differences.test)}</td>
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}

function withInterval(difference: ComparedPair["differences"]["test"]): HTMLElement {
  const [middle, low, high] = [difference.mean, difference.low, difference.high].map(differencePoints);
  return html`<span>${middle} <span class="range">(${low} to ${high})</span></span>`;
}
