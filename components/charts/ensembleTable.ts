import {extent, mean} from "d3-array";
import {html} from "htl";
import {errorRange} from "./errorRange.js";
import type {RunEnd} from "./labCurves.js";
import {differenceText, pairedDifference} from "./pairedDifference.js";
import type {Split} from "./scales.js";

/** Errors at the end of trainings, a seed each: of one network, of several that answer together, and of a deep one. */
export interface EnsembleRecording {
  rows: Readonly<Record<"alone" | "together" | "deep", EnsembleRow>>;
  /** Images of each split. */
  images: number;
  /** Where and when, in words. */
  caption: string;
}

/** What answers, what it costs, and how it did. */
export interface EnsembleRow {
  /** `three residual-20` */
  name: string;
  /** For one image. */
  multiplyAdds: number;
  ends: readonly RunEnd[];
}

/** Returns a table of what answers: its cost, its training and its test error, with the lowest and the highest seed. */
export function ensembleTable({rows}: EnsembleRecording): HTMLElement {
  const headings = ["", "multiply–adds an image", "training error (%)", "test error (%)"];
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Ensemble and deep network">
    <table>
      <thead>
        <tr>
          ${headings.map((heading, i) => html`<th scope="col" class=${i > 0 ? "number" : ""}>${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${Object.values(rows).map(
          ({name, multiplyAdds, ends}) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td class="number">${multiplyAdds.toLocaleString("en")}</td>
              <td class="number">${rangeOf(ends, "training")}</td>
              <td class="number">${rangeOf(ends, "test")}</td>
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}

/** Returns by how much the deep network's error is above that of the ensemble, seed by seed, for a sentence. */
export function ensembleLead({rows: {together, deep}}: EnsembleRecording, split: Split): string {
  return differenceText(pairedDifference({ends: [...deep.ends]}, {ends: [...together.ends]}, split));
}

function rangeOf(ends: readonly RunEnd[], split: Split): Node | string {
  const errors = ends.map((end) => end[split]);
  const [low, high] = extent(errors) as [number, number];
  return errorRange({error: mean(errors)!, low, high});
}
