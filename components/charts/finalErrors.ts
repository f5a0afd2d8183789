import {errorRange} from "./errorRange.js";
import type {ErrorRow} from "./errorRows.js";
import {finalTable} from "./finalTable.js";
import {netLabel, type Split} from "./scales.js";

/**
 * Returns where the curves of *rows* end, as a table that is also their legend: training and test error of each network
 * in percent, with the range of its runs: `2.1 (1.9–2.4)`.
 */
export function finalErrors(rows: readonly ErrorRow[]): HTMLElement {
  const nets = [...new Set(rows.map(({net}) => net))];
  const endOf = (net: string, split: Split) => {
    const last = rows.findLast((row) => row.net === net && row.split === split);
    return last ? errorRange(last) : "–";
  };
  return finalTable(
    nets.map((net) => ({
      net,
      name: netLabel(net),
      training: endOf(net, "training"),
      test: endOf(net, "test")
    })),
    {label: "Final errors"}
  );
}
