import {html} from "htl";
import {stackChart} from "../charts/stackChart.js";
import {resize} from "../widgets/resize.js";
import {stopSlider} from "../widgets/stopSlider.js";

const weights = [-1, -0.9, -0.5, -0.2, -0.1, -0.02, 0.02, 0.1, 0.2, 0.5, 0.9, 1, 1.1];
/** Residual functions of a network of 56 layers. */
const layers = 27;
const mostWidth = 640;

/**
 * Returns a figure of what is left of a gradient behind 27 layers of one weight each, plain and with shortcuts; a slider sets the
 * weight.
 */
export function scalarLab({invalidation}: {invalidation?: Promise<unknown>} = {}): HTMLElement {
  const weight = stopSlider({
    label: "Weight w of each layer",
    stops: weights,
    value: 0.1,
    text: (w) => String(w).replace("-", "−")
  });
  const figure = html`<div></div>`;
  const show = () =>
    figure.replaceChildren(
      resize((width) => stackChart(weight.value, {layers, width: Math.min(width, mostWidth)}), invalidation)
    );
  const element = html`<div class="run lab" role="group" aria-label="A stack of scalars">
    <div class="controls">${weight.element}</div>
    ${figure}
  </div>`;
  weight.element.addEventListener("input", show);
  show();
  return element;
}
