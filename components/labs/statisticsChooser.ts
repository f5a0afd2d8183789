import {html} from "htl";
import type {LesionRequest} from "../protocol/analyses.js";
import {choiceField} from "../widgets/labFields.js";

/** What normalizations go by while blocks are missing. */
export type LesionStatistics = NonNullable<LesionRequest["statistics"]>;

/** Each in words, of statistics. */
export const statisticsTexts: Readonly<Record<LesionStatistics, string>> = {
  running: "of the whole network, as trained",
  batch: "of each batch, without the blocks"
};

/** A choice whose value is what normalizations go by. It emits "input". */
export type StatisticsChooser = HTMLElement & {readonly value: LesionStatistics};

/** Returns the choice between the running statistics of the whole network, and those of each batch without the blocks. */
export function statisticsChooser(): StatisticsChooser {
  const field = choiceField({
    name: "statistics",
    label: "Normalizations go by statistics",
    options: statisticsTexts
  });
  const element = html`<div class="controls specimens">${field.element}</div>`;
  return Object.defineProperty(element, "value", {
    get: () => field.value as LesionStatistics
  }) as StatisticsChooser;
}
