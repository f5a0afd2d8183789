import {html} from "htl";
import {layerCosts} from "../../network/cost.js";
import {namedNetwork} from "../../network/named.js";

/** A network's parameters, and those of its fully connected layers. */
export interface DenseShare {
  readonly name: string;
  readonly parameters: number;
  readonly dense: number;
}

/** Returns how many of a network's parameters are in fully connected layers. */
export function denseShare(net: string, name = net): DenseShare {
  const {expression, input} = namedNetwork(net);
  const layers = layerCosts(expression, input);
  const sum = (some: typeof layers) => some.reduce((all, {parameters}) => all + parameters, 0);
  return {name, parameters: sum(layers), dense: sum(layers.filter(({step}) => step.type === "dense"))};
}

/** Returns a bar for each network, by its name in the course and the one shown: what of its parameters is in fully connected layers. */
export function denseShares(nets: Readonly<Record<string, string>>): HTMLElement {
  const shares = Object.entries(nets).map(([net, name]) => denseShare(net, name));
  const most = Math.max(...shares.map(({parameters}) => parameters));
  return html`<div class="run" role="group" aria-label="Parameters in fully connected layers">
    <div class="legend">
      <span><i class="swatch three"></i>convolutions</span>
      <span><i class="swatch dense"></i>fully connected</span>
    </div>
    <ol class="weight-bars">
      ${shares.map(({name, parameters, dense}) => {
        const text = `${((100 * dense) / parameters).toFixed(0)} % of ${(parameters / 1e6).toFixed(1)} million`;
        return html`<li class="weight-row">
          <div>${name}: <b>${text}</b></div>
          <div class="weight-bar" role="img" aria-label=${`${name}: ${text} in fully connected layers`}>
            ${bar("three", (parameters - dense) / most)}${bar("dense", dense / most)}
          </div>
        </li>`;
      })}
    </ol>
  </div>`;
}

function bar(kind: string, share: number): HTMLElement {
  const element = html`<span class=${`swatch ${kind}`}></span>`;
  element.style.width = `${(100 * share).toFixed(2)}%`;
  return element;
}
