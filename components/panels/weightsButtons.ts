import {html} from "htl";
import {networkFileName, networkIdentity, networkLabel} from "../network/identity.js";
import type {TrainedNetwork} from "../stores/trainedNetworks.js";
import {button} from "../widgets/button.js";
import {download} from "../widgets/download.js";

/** Buttons that save the weights of trained networks. */
export interface WeightsButtons {
  /** Hidden until there is a network. */
  element: HTMLElement;
  /** Offers a network's weights, in the place of those that its name has had. */
  add(network: TrainedNetwork): void;
}

/** What writes weights: loaded when a file is asked for. */
const writer = () => import("../weights/trainedFile.js");

/** Returns buttons, one a network, that save its weights as PyTorch loads them; none until one has been trained. */
export function weightsButtons(): WeightsButtons {
  const places = new Map<string, HTMLElement>();
  const list = html`<div class="controls" role="group" aria-label="Weights"></div>`;
  const element = html`<div hidden>
    ${list}
    <p class="drawer-note">
      Weights as safetensors; PyTorch loads them by name, and
      <a href="./code#weights-from-py-torch">this page</a> reads them, too.
    </p>
  </div>`;

  function add(network: TrainedNetwork): void {
    const identity = networkIdentity(network.spec.network.name);
    const label = networkLabel(identity);
    const name = `${networkFileName(identity)}-seed-${network.spec.seed}.safetensors`;
    const save = button(label, async () => download(name, (await writer()).trainedFile(network)), {
      label: `Save the weights of ${label}`,
      title: `${name}: after ${network.steps} steps`
    });
    places.get(label)?.remove();
    places.set(label, save);
    list.append(save);
    element.hidden = false;
  }

  return {element, add};
}
