import {html} from "htl";
import {type LayerCost, layerCosts, totalCost} from "../network/cost.js";
import type {Expression, Leaf} from "../network/expression.js";
import type {Volume} from "../network/shapes.js";
import {type SlabKind, slabKind, slabKinds} from "./columns/slabKind.js";
import {layerText} from "./layerText.js";

/** A row of bars: an expression, and what it is called. */
export interface WeightRow {
  readonly title: string;
  readonly expression: Expression;
  readonly input: Volume;
}

/** Options of weightBars. */
export interface WeightBarsOptions {
  /** What a bar is as long as. Defaults to "parameters". */
  of?: "parameters" | "multiplyAdds";
  /** What is counted, in words. Defaults to "weights". */
  unit?: string;
}

/** Returns a bar for each of *rows*, to one scale: a piece for each layer with weights, filled by its operation. */
export function weightBars(
  rows: readonly WeightRow[],
  {of = "parameters", unit = "weights"}: WeightBarsOptions = {}
): HTMLElement {
  const counted = rows.map(({title, expression, input}) => {
    const layers = layerCosts(expression, input).filter(isWeighted);
    return {title, layers, total: totalCost(layers)[of]};
  });
  const most = Math.max(1, ...counted.map(({total}) => total));
  return html`<ol class="weight-bars">
    ${counted.map(({title, layers, total}) => {
      const parts = layers.map((layer) => partText(layer, of)).join(" + ");
      return html`<li class="weight-row">
        <div>${title}: <b>${total.toLocaleString("en")}</b> ${unit}</div>
        <div class="weight-bar" role="img" aria-label=${`${title}: ${total.toLocaleString("en")} ${unit}`}>
          ${layers.map((layer) => piece(layer, layer[of] / most))}
        </div>
        <div class="muted">${parts}</div>
      </li>`;
    })}
  </ol>`;
}

/** A layer with weights; joins have none. */
type WeightedLayer = LayerCost & {readonly step: Leaf};

function isWeighted(layer: LayerCost): layer is WeightedLayer {
  return layer.step.type === "conv" || layer.step.type === "dense";
}

/** Returns the key to the fills of *kinds*. */
export function kindKey(kinds: readonly SlabKind[]): HTMLElement {
  return html`<div class="legend">
    ${kinds.map((kind) => html`<span><i class=${`swatch ${kind}`}></i>${slabKinds[kind]}</span>`)}
  </div>`;
}

function piece(layer: WeightedLayer, share: number): HTMLElement {
  const element = html`<span class=${`swatch ${slabKind(layer.step)}`}></span>`;
  element.style.width = `${(100 * share).toFixed(3)}%`;
  return element;
}

function partText(layer: WeightedLayer, of: "parameters" | "multiplyAdds"): string {
  return `${layerText(layer.step)}: ${layer[of].toLocaleString("en")}`;
}
