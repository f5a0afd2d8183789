import {html} from "htl";
import {bottleneck, expansion} from "../network/blocks/bottleneck.js";
import {type Cost, layerCosts, totalCost} from "../network/cost.js";
import {type BlockForm, blockForms} from "../network/equivalentForms.js";
import type {Expression} from "../network/expression.js";
import type {Volume} from "../network/shapes.js";
import {type BlockSplit, plainWidth} from "./blockSplit.js";

/** What each form of the block is called, with the paper's letter. Source: Xie et al. 2017, Fig. 3. */
export const formTexts: Readonly<Record<BlockForm, string>> = {
  sum: "(a) summed",
  concat: "(b) concatenated",
  grouped: "(c) grouped"
};

/** What enters the block, and leaves it: Xie et al. 2017, Fig. 1. */
export const blockInput: Volume = [56, 56, expansion * plainWidth];

/** Returns the block of a *split* in one of its forms. */
export function splitBlock({cardinality, groupWidth}: BlockSplit, form: BlockForm): Expression {
  const channels = blockInput[2];
  return bottleneck(channels, cardinality * groupWidth, {cardinality, outChannels: channels, form});
}

/** Returns what the block costs in all its forms, and, for comparison, in one group of 64 channels. */
export function splitCosts(split: BlockSplit, chosen: BlockForm): HTMLElement {
  return html`<table class="split-costs">
    <thead>
      <tr>
        <td></td>
        <th scope="col" class="number">convolutions</th>
        <th scope="col" class="number">parameters</th>
        <th scope="col" class="number">multiply–adds</th>
      </tr>
    </thead>
    <tbody>
      ${row(`C = 1, d = ${plainWidth}`, plainBlock())}
      ${blockForms.map((form) => row(formTexts[form], splitBlock(split, form), form === chosen))}
    </tbody>
  </table>`;
}

function row(name: string, block: Expression, chosen = false): HTMLElement {
  const layers = layerCosts(block, blockInput);
  const convolutions = layers.filter(({step}) => step.type === "conv").length;
  const {parameters, multiplyAdds} = totalCost(layers);
  return html`<tr class=${chosen ? "chosen" : null}>
    <th scope="row">${name}</th>
    ${[convolutions, parameters, multiplyAdds].map(
      (count) => html`<td class="number">${count.toLocaleString("en")}</td>`
    )}
  </tr>`;
}

/** Returns a split in words, and by how much its cost misses that of one group of 64 channels. */
export function splitText(split: BlockSplit): string {
  const {cardinality, groupWidth} = split;
  const groups = cardinality === 1 ? "One group" : `${cardinality} groups`;
  const each = `${groupWidth} channel${groupWidth === 1 ? "" : "s"}`;
  const [own, plain] = [splitBlock(split, "grouped"), plainBlock()].map((block) =>
    totalCost(layerCosts(block, blockInput))
  );
  const width = cardinality === 1 ? "" : `, ${cardinality * groupWidth} in all`;
  return `${groups} of ${each}${width}: ${missText(own, plain)}`;
}

function missText(own: Cost, plain: Cost): string {
  const parameters = `${own.parameters.toLocaleString("en")} parameters`;
  if (own.parameters === plain.parameters && own.multiplyAdds === plain.multiplyAdds)
    return `${parameters}, by which the others are measured.`;
  const misses = [
    difference(own.parameters, plain.parameters),
    difference(own.multiplyAdds, plain.multiplyAdds)
  ];
  return `${parameters}, ${misses[0]} than one group of ${plainWidth}; multiply–adds, ${misses[1]}.`;
}

function difference(own: number, plain: number): string {
  const percent = Math.abs(100 * (own / plain - 1));
  const text = percent.toLocaleString("en", {minimumFractionDigits: 1, maximumFractionDigits: 1});
  return `${text} % ${own < plain ? "fewer" : "more"}`;
}

function plainBlock(): Expression {
  return splitBlock({cardinality: 1, groupWidth: plainWidth}, "grouped");
}
