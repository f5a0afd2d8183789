import {html} from "htl";
import {derivativeChart} from "../charts/derivativeChart.js";
import {button} from "../widgets/button.js";
import {fitted, likelyWidth} from "../widgets/fitted.js";
import {stopSlider} from "../widgets/stopSlider.js";
import {correlationAt, derivatives} from "./oneInputNetwork.js";

const depths = [1, 2, 4, 8, 16, 24, 32, 50];
/** Where the derivative is taken: 257 places from −1 to 1. */
const inputs = Array.from({length: 257}, (_, i) => i / 128 - 1);
const families = ["plain", "residual"] as const;
const leastBeside = 520; // pixels; narrower, one chart is below the other

/**
 * Returns a figure of networks of one number: the derivative of their output, plain and residual, with the same first weights. A
 * slider adds layers, a button draws other weights. After Balduzzi et al. 2017, Fig. 1.
 */
export function oneInputLab({invalidation}: {invalidation?: Promise<unknown>} = {}): HTMLElement {
  const depth = stopSlider({
    label: "Depth",
    stops: depths,
    value: 24,
    text: (layers) => `${layers} layer${layers === 1 ? "" : "s"}`
  });
  const figure = html`<div class="panels"></div>`;
  const said = html`<p class="status" role="status"></p>`;
  let seed = 1;
  let width = likelyWidth();

  function show(): void {
    const each = width < leastBeside ? width : Math.floor(width / 2) - 12;
    const shown = families.map((family) => {
      const values = derivatives({layers: depth.value, residual: family === "residual", seed}, inputs);
      return {family, values, near: correlationAt(values, 1)};
    });
    figure.replaceChildren(
      ...shown.map(
        ({family, values}) =>
          html`<div>
            <strong>${family}</strong>
            ${derivativeChart(values, {inputs, family, width: each})}
          </div>`
      )
    );
    const parts = shown.map(({family, near}) => `${family} ${near.toFixed(2).replace("-", "−")}`);
    said.textContent = `Correlation of derivatives at neighbouring inputs, 1/128 apart: ${parts.join(", ")}. Weights of seed ${seed}.`;
  }

  const other = button("Other weights", () => {
    ++seed;
    show();
  });
  const element = html`<div class="run lab" role="group" aria-label="Networks of one number">
    <div class="controls">${depth.element}${other}</div>
    ${figure} ${said}
  </div>`;
  depth.element.addEventListener("input", show);
  show();
  const resized = fitted(figure, (room) => ((width = room), show()));
  invalidation?.then(() => resized.disconnect());
  return element;
}
