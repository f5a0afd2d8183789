import {html} from "htl";
import {errorRange} from "./errorRange.js";
import {finalTable, type FinalTableOptions} from "./finalTable.js";
import {type LabCurve, lastRows} from "./labCurves.js";
import {netLabel, type Split} from "./scales.js";

/** A column beside the errors. */
export interface LabColumn {
  heading: string;
  /** Returns what stands in a network's row. */
  of(curve: LabCurve): Node | string;
}

/** Options of labTable. **label** defaults to "Errors after the last step". */
export interface LabTableOptions extends Partial<Omit<FinalTableOptions, "more">> {
  /** Returns the name to show in a network's row. Defaults to its label. */
  nameOf?(curve: LabCurve): string;
  /** Defaults to no more columns. */
  more?: readonly LabColumn[];
}

/**
 * Returns the errors of each network at its last step, with the range of its runs, as a table that is also a figure's
 * legend.
 */
export function labTable(
  curves: readonly LabCurve[],
  {
    nameOf = ({net}) => netLabel(net),
    label = "Errors after the last step",
    legend,
    heading,
    more = []
  }: LabTableOptions = {}
): HTMLElement {
  const rows = curves.map((curve) => ({
    net: curve.net,
    name: nameOf(curve),
    training: endOf(curve, "training"),
    test: endOf(curve, "test"),
    more: more.map((column) => column.of(curve))
  }));
  return finalTable(rows, {label, legend, heading, more: more.map((column) => column.heading)});
}

/** `2.1 (1.9–2.4)`, and how many runs diverged. */
function endOf(curve: LabCurve, split: Split): Node | string {
  if (curve.diverged === curve.seeds) return "diverged";
  const last = lastRows(curve).find((row) => row.split === split);
  const some = curve.diverged > 0 ? `, ${curve.diverged} of ${curve.seeds} diverged` : "";
  return html`<span>${last ? errorRange(last) : "–"}${some}</span>`;
}
