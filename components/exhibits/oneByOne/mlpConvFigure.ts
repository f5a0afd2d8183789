import {html} from "htl";
import {shortNumber} from "../../charts/powerText.js";
import {button} from "../../widgets/button.js";
import {drawChannel, drawSlidingNetwork, type NetworkPlace} from "./drawMlpConv.js";
import {createMlpConv, largestDifference, layerByLayer, slidingNetwork, type ValueMap} from "./mlpConv.js";

/**
 * Returns an MLPconv computed in both ways, with the same weights on one image: as a small network that slides from position to
 * position, and as a convolution followed by 1×1 convolutions. It shows both results, and by how much they differ at most. Its
 * value is that difference; it emits "input".
 */
export function mlpConvFigure(): HTMLElement & {value: number} {
  let seed = 1;
  let model = createMlpConv(seed);
  const [row, column] = ["row", "column"].map(
    (name) =>
      html`<input
        type="range"
        min="0"
        max="5"
        step="1"
        aria-label=${`${name} of the network`}
      />` as HTMLInputElement
  );
  row.value = "2";
  column.value = "2";
  const network = html`<div></div>`;
  const results = html`<div class="mlp-results"></div>`;
  const said = html`<p class="status" role="status"></p>`;
  let difference = 0;

  const place = (): NetworkPlace => ({row: row.valueAsNumber, column: column.valueAsNumber});

  function show(): void {
    const [sliding, layers] = [slidingNetwork(model), layerByLayer(model)];
    difference = largestDifference(sliding, layers);
    network.replaceChildren(drawSlidingNetwork(model, place()));
    results.replaceChildren(
      resultRow("as one network, slid", sliding, place()),
      resultRow("as three layers", layers, place())
    );
    const most = layers.values.reduce((a, b) => Math.max(a, b), 0);
    said.textContent = `Largest difference: ${shortNumber(difference)}, where the largest value is ${most.toFixed(2)}.`;
  }

  const other = button("Other weights", () => {
    model = createMlpConv(++seed);
    show();
    element.dispatchEvent(new Event("input", {bubbles: true}));
  });
  for (const slider of [row, column]) slider.addEventListener("input", show);
  const element = html`<div class="run mlp-conv" role="group" aria-label="An MLPconv in two ways">
    <div class="mlp-parts">
      <div>
        ${network}
        <div class="controls"><label>row ${row}</label><label>column ${column}</label></div>
      </div>
      <div>${results}</div>
    </div>
    <div class="controls">${other}</div>
    ${said}
  </div>`;
  show();
  return Object.defineProperty(element, "value", {get: () => difference}) as HTMLElement & {value: number};
}

function resultRow(title: string, map: ValueMap, place: NetworkPlace): HTMLElement {
  const channels = Array.from({length: map.shape[2]}, (_, i) => i);
  return html`<div>
    <p>${title}</p>
    <div class="mlp-channels">
      ${channels.map((i) => drawChannel(map, i, {place, label: `${title}, channel ${i + 1}`}))}
    </div>
  </div>`;
}
