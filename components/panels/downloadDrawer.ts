import {html} from "htl";
import type {TrainedNetwork} from "../stores/trainedNetworks.js";
import {exportButtons, type ExportOptions} from "../widgets/exportButtons.js";
import {weightsButtons} from "./weightsButtons.js";

/** What readers can take away from a figure, in a part that they open. */
export interface DownloadDrawer {
  element: HTMLElement;
  /** Offers the weights of a network that was trained. */
  addWeights(network: TrainedNetwork): void;
}

/** Returns a part with buttons for a figure's curves, its chart and its runs, and for the weights of what was trained. */
export function downloadDrawer(options: ExportOptions): DownloadDrawer {
  const weights = weightsButtons();
  const element = html`<details class="drawer">
    <summary>Download</summary>
    <div class="drawer-files">${exportButtons(options)}${weights.element}</div>
  </details>`;
  return {element, addWeights: weights.add};
}
