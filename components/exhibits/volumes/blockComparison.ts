import {html} from "htl";
import {basicBlock} from "../../network/blocks/basicBlock.js";
import {bottleneck} from "../../network/blocks/bottleneck.js";
import {cost} from "../../network/cost.js";
import {depth} from "../../network/depth.js";
import type {Expression} from "../../network/expression.js";
import {receptiveField} from "../../network/receptiveField.js";
import {type Volume, volumeText} from "../../network/shapes.js";

/** A block of those that are compared. */
interface ComparedBlock {
  readonly name: string;
  readonly expression: Expression;
  readonly input: Volume;
}

/** The blocks of He et al. 2015, Fig. 5, on maps of 56×56; and a basic block of as many channels as the bottleneck takes. */
export function comparedBlocks(): ComparedBlock[] {
  return [
    {name: "basic block", expression: basicBlock(64, 64), input: [56, 56, 64]},
    {name: "bottleneck", expression: bottleneck(256, 64), input: [56, 56, 256]},
    {name: "basic block as wide", expression: basicBlock(256, 256), input: [56, 56, 256]}
  ];
}

/** Returns a table of what blocks are and cost. */
export function blockComparison(): HTMLElement {
  const blocks = comparedBlocks().map((block) => ({
    ...block,
    ...cost(block.expression, block.input),
    layers: depth(block.expression),
    sees: receptiveField(block.expression, block.input).size
  }));
  const row = (heading: string, textOf: (block: (typeof blocks)[number]) => string) =>
    html`<tr>
      <th scope="row">${heading}</th>
      ${blocks.map((block) => html`<td class="number">${textOf(block)}</td>`)}
    </tr>`;
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Blocks compared">
    <table>
      <thead>
        <tr>
          <th scope="col"></th>
          ${blocks.map(({name}) => html`<th scope="col" class="number">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${row("volume in and out", ({input}) => volumeText(input))}
        ${row("operations", ({layers}) => String(layers))}
        ${row("parameters", ({parameters}) => parameters.toLocaleString("en"))}
        ${row("multiply–adds", ({multiplyAdds}) => multiplyAdds.toLocaleString("en"))}
        ${row("a value sees", ({sees}) => `${sees}×${sees}`)}
      </tbody>
    </table>
  </div>`;
}
