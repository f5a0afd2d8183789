import {html} from "htl";
import {heightColor} from "./heightColor.js";
import {finiteRange, type Height, type Landscape} from "./landscape.js";
import {heightText} from "./landscapeText.js";

const samples = 12;

/** Returns the scale of one landscape's colours, with its lowest and its highest. */
export function heightKey(net: string, landscape: Landscape, height: Height): HTMLElement {
  const [lowest, highest] = finiteRange(landscape[height]);
  const parts = Array.from({length: samples}, (_, i) => {
    const part = html`<i></i>`;
    part.style.background = heightColor(net, i / (samples - 1));
    return part;
  });
  return html`<div class="height-key">
    <span>${heightText(lowest, height)}</span><span class="height-scale" aria-hidden="true">${parts}</span
    ><span>${heightText(highest, height)}</span>
  </div>`;
}
