import {html} from "htl";
import {errorRange} from "./errorRange.js";
import {type LabCurve, lastRows} from "./labCurves.js";
import {lineSample, swatch} from "./runLegend.js";
import {netLabel, type Split} from "./scales.js";

/** Options of labTable. */
export interface LabTableOptions {
  /** Returns what a network is called in its row. Defaults to its name, as readers know it. */
  nameOf?(curve: LabCurve): string;
  /** What the table is called where it is read out. Defaults to "Errors after the last step". */
  label?: string;
  /** Whether rows have the colours of a chart's lines. Defaults to true. */
  legend?: boolean;
  /** Heading of a column of published numbers, such as `published: ResNet-110, test (%)`. Defaults to no such column. */
  published?: string;
  /** Returns what is published of a network: a number in percent, or words. */
  publishedOf?(curve: LabCurve): number | string | undefined;
}

/**
 * Returns the errors of each network at its last step, with the range of its runs, as a table that is also a figure's
 * legend; and beside them, if asked for, what is published.
 */
export function labTable(
  curves: readonly LabCurve[],
  {
    nameOf = ({net}) => netLabel(net),
    label = "Errors after the last step",
    legend = true,
    published,
    publishedOf = () => undefined
  }: LabTableOptions = {}
): HTMLElement {
  const nets = curves.map(({net}) => net);
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${label}>
    <table class="run-legend">
      <thead>
        <tr>
          <th scope="col">network</th>
          <th scope="col" class="number">${lineSample("training")} training (%)</th>
          <th scope="col" class="number">${lineSample("test")} test (%)</th>
          ${published === undefined ? "" : html`<th scope="col" class="number">${published}</th>`}
        </tr>
      </thead>
      <tbody>
        ${curves.map(
          (curve) =>
            html`<tr>
              <th scope="row">${legend ? swatch(curve.net, nets) : ""} ${nameOf(curve)}</th>
              <td class="number">${endOf(curve, "training")}</td>
              <td class="number">${endOf(curve, "test")}</td>
              ${published === undefined ? "" : html`<td class="number">${publishedText(publishedOf(curve))}</td>`}
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}

/** `2.1 (1.9–2.4)`, and how many runs diverged. */
function endOf(curve: LabCurve, split: Split): Node | string {
  if (curve.diverged === curve.seeds) return "diverged";
  const last = lastRows(curve).find((row) => row.split === split);
  const some = curve.diverged > 0 ? `, ${curve.diverged} of ${curve.seeds} diverged` : "";
  return html`<span>${last ? errorRange(last) : "–"}${some}</span>`;
}

function publishedText(value: number | string | undefined): string {
  return typeof value === "number" ? value.toFixed(2) : (value ?? "–");
}
