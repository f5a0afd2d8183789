import {html} from "htl";
import {cost} from "../network/cost.js";
import type {Expression} from "../network/expression.js";
import type {NetworkIdentity} from "../network/identity.js";
import {residualFunctions} from "../network/residualFunctions.js";
import {groupShapes, type Volume, volumeText} from "../network/shapes.js";
import {netLabel} from "./scales.js";

/** A network of a networkTable, under a label or its own name. */
export interface TableNetwork {
  /** What network it is. Defaults to that of its **label**. */
  readonly identity?: NetworkIdentity;
  /** The name shown for it. Defaults to **name**. */
  readonly label?: string;
  /** The network's name. Needed unless there is a **label**. */
  readonly name?: string;
  readonly expression: Expression;
  /** `[height, width, channels]` of one image. */
  readonly input: Volume;
}

/** Options of networkTable. */
export interface NetworkTableOptions {
  /** What the table is called. Defaults to what its last column counts. */
  caption?: string;
}

/**
 * Returns a table of *networks*: blocks, the volume that leaves each stage as height × width × channels, parameters, and
 * multiply–adds for one image.
 */
export function networkTable(
  networks: readonly TableNetwork[],
  {caption = "Multiply–adds are for one image"}: NetworkTableOptions = {}
): HTMLElement {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">network</th>
          <th scope="col" class="number">blocks</th>
          <th scope="col">stages</th>
          <th scope="col" class="number">parameters</th>
          <th scope="col" class="number">multiply–adds</th>
        </tr>
      </thead>
      <tbody>
        ${networks.map(row)}
      </tbody>
    </table>
  </div>`;
}

function row({identity, label, name, expression, input}: TableNetwork): HTMLElement {
  const {parameters, multiplyAdds} = cost(expression, input);
  return html`<tr>
    <th scope="row">${netLabel(identity ?? label ?? name ?? "network")}</th>
    <td class="number">${residualFunctions(expression) || "–"}</td>
    <td>${stagesText(expression, input)}</td>
    <td class="number">${parameters.toLocaleString("en")}</td>
    <td class="number">${multiplyAdds.toLocaleString("en")}</td>
  </tr>`;
}

function stagesText(expression: Expression, input: Volume): string {
  const stages = groupShapes(expression, input).filter(({role}) => role === "stage");
  return stages.map(({output}) => volumeText(output)).join(" → ") || "–";
}
