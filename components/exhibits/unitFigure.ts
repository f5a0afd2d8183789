import {html} from "htl";
import {blockDiagram} from "../diagrams/blockDiagram.js";
import {cost} from "../network/cost.js";
import {namedNetwork} from "../network/named.js";
import type {NamedOptions} from "../network/networkFields.js";
import {partAt} from "../network/partAt.js";
import {svgButton} from "../widgets/svgButton.js";

/** Options of unitFigure. */
export interface UnitFigureOptions {
  /** The network that the unit is of. Defaults to `cifar-resnet-56`, of width 8 for images of 16×16. */
  name?: string;
  /** What stands above the diagram, and in the name of its file. Defaults to nothing. */
  title?: string;
  /** Which of its blocks. Defaults to the first that changes the shape, `layer2.0`. */
  block?: string;
}

/** Returns the diagram of one block of a network with *options*, and what the whole network costs. */
export function unitFigure(
  options: NamedOptions = {},
  {name = "cifar-resnet-56", title, block = "layer2.0"}: UnitFigureOptions = {}
): HTMLElement {
  const {expression, input} = namedNetwork(name, {width: 8, size: 16, numClasses: 10, ...options});
  const unit = partAt(expression, input, block);
  const {parameters, multiplyAdds} = cost(expression, input);
  const diagram = blockDiagram(unit.part, unit.input);
  return html`<div class="unit">
    ${title ? html`<h3>${title}</h3>` : ""}${diagram}
    <div class="controls">${svgButton(diagram, [name, block, title].filter(Boolean).join(" "))}</div>
    <p class="status">
      The whole network: ${parameters.toLocaleString("en")} parameters, ${multiplyAdds.toLocaleString("en")}
      multiply–adds.
    </p>
  </div>`;
}
