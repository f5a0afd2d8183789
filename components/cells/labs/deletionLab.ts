import {html} from "htl";
import {randomSpreads} from "../../charts/errorSpreads.js";
import {netSwatches} from "../../charts/netLegend.js";
import {spreadChart} from "../../charts/spreadChart.js";
import {analysisLab, type SpecimenLabOptions} from "./analysisLab.js";
import {someOf} from "./someOf.js";

/** Returns the laboratory of many blocks that are deleted at random: test error against the share of blocks deleted. */
export function deletionLab(options: SpecimenLabOptions): HTMLElement {
  return analysisLab({
    ...options,
    label: "Many blocks deleted at random",
    title: "Deletes more and more random blocks, ten times each",
    analysis: "lesions",
    wish: ({blocks}) => ({counts: someOf(blocks.length), all: true}),
    draw: (shown, width) =>
      html`${netSwatches(shown.map(({specimen: {net}}) => net))}
      ${spreadChart(
        shown.map(({specimen: {net, blocks, recorded}, rows}) => ({
          net,
          spreads: rows
            ? randomSpreads(
                rows,
                blocks.map(({name}) => name)
              )
            : (recorded?.random ?? [])
        })),
        {
          label: "Test error against the share of blocks deleted at random",
          x: {label: "blocks deleted (%)", domain: [0, 100], percent: true},
          place: (share) => `without ${Math.round(100 * share)} % of its blocks`,
          joined: true,
          width
        }
      )}`
  });
}
