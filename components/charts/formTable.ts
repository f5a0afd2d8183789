import {html} from "htl";
import {type BlockForm, blockForms} from "../network/equivalentForms.js";
import type {FormResult} from "../protocol/analyses.js";
import {shortNumber} from "./powerText.js";

/** Options of formTable. */
export interface FormTableOptions {
  /** Branches of the block. */
  cardinality: number;
  caption: string;
}

/**
 * Returns the three forms of a ResNeXt block as a table: how far each is from form (c), its calls of kernels, and the time
 * of a pass. Without *results* the forms are not measured yet.
 */
export function formTable(
  results: readonly FormResult[] | undefined,
  {cardinality, caption}: FormTableOptions
): HTMLElement {
  const names: Record<BlockForm, string> = {
    sum: `(a) sum of ${cardinality} ${cardinality === 1 ? "branch" : "branches"}`,
    concat: "(b) branches concatenated",
    grouped: "(c) grouped convolution"
  };
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Three forms of a block">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">form</th>
          <th scope="col" class="number">output differs by</th>
          <th scope="col" class="number">gradient differs by</th>
          <th scope="col" class="number">kernel calls</th>
          <th scope="col" class="number">ms a pass</th>
        </tr>
      </thead>
      <tbody>
        ${blockForms.map(
          (form) =>
            html`<tr>
              <th scope="row">${names[form]}</th>
              ${cells(results?.find((result) => result.form === form))}
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}

function cells(result: FormResult | undefined): HTMLElement[] {
  if (!result) return [html`<td colspan="4">not measured yet</td>`];
  const {outputDifference, gradientDifference, kernels, ms} = result;
  const texts = [
    shortNumber(outputDifference),
    shortNumber(gradientDifference),
    kernels?.toLocaleString("en") ?? "–",
    ms < 100 ? ms.toPrecision(2) : ms.toFixed(0)
  ];
  return texts.map((text) => html`<td class="number">${text}</td>`);
}
