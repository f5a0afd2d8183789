import {html} from "htl";
import {blockText, featureChart} from "../charts/featureChart.js";
import {featureTable} from "../charts/featureTable.js";
import {featureMaps, featureRows, featuresOf, type ImageRecording} from "../charts/imageRecording.js";
import {mapSheet} from "../charts/mapSheet.js";
import {netSwatches} from "../charts/netLegend.js";
import {fitted, likelyWidth} from "../widgets/fitted.js";
import {choiceField} from "../widgets/labFields.js";
import {stopSlider} from "../widgets/stopSlider.js";

/** Options of imageLab. */
export interface ImageLabOptions {
  recording: ImageRecording;
  /** The promise of the cell that holds it. */
  invalidation?: Promise<unknown>;
}

/** Images in a row. */
const across = 3;
/** Below this width, in pixels, charts stand under each other; and the gap between two (style/labs.css). */
const [leastBeside, gap] = [460, 8];

/** Returns what networks make of images, part by part, as pictures and in numbers, on the way through their training. */
export function imageLab({recording, invalidation}: ImageLabOptions): HTMLElement {
  const {steps, images, networks} = recording;
  const nets = networks.map(({net}) => net);
  const slider = stopSlider({label: "Steps trained", stops: steps, value: steps[0]});
  const sets = images.flatMap((_, i) => (i % across === 0 ? [images.slice(i, i + across)] : []));
  const choice = choiceField({
    name: "images",
    label: "Images",
    options: Object.fromEntries(sets.map((set, i) => [i, set.map(({label}) => label).join(", ")]))
  });
  const sheet = mapSheet(nets, networks[0].mapped.map(blockText), across);
  const charts = html`<div class="lab-figure"></div>`;
  const numbers = html`<div></div>`;
  let width = likelyWidth();

  function show(): void {
    const [step, first] = [slider.value, across * Number(choice.value)];
    const maps = nets.map((net) => {
      const {volumes, mapped} = featuresOf(recording, net);
      const all = featureMaps(recording, net, step);
      return {net, maps: all.slice(first, first + across), volumes: mapped.map((part) => volumes[part])};
    });
    sheet.show(
      images.slice(first, first + across),
      maps,
      step === 0 ? "before training" : `after ${step} steps`
    );
    drawCharts();
    numbers.replaceChildren(featureTable(recording, step));
  }

  function drawCharts(): void {
    const each = width < leastBeside ? width : Math.floor((width - 2 * gap) / 3);
    const height = width < leastBeside ? 150 : 190;
    const chart = (measure: "readout" | "noise" | "rank") =>
      featureChart(featureRows(recording, measure, slider.value), {measure, width: each, height});
    charts.replaceChildren(
      html`<div>
        ${netSwatches(nets)}
        <div class="beside-charts">${chart("readout")}${chart("noise")}${chart("rank")}</div>
      </div>`
    );
  }

  show();
  for (const {element} of [slider, choice]) element.addEventListener("input", show);
  const resized = fitted(charts, (room) => ((width = room), drawCharts()));
  invalidation?.then(() => resized.disconnect());
  return html`<div class="run lab" role="group" aria-label="What is left of the image">
    <div class="controls">${slider.element}${choice.element}</div>
    ${sheet.element}${charts}
    <details>
      <summary>The numbers</summary>
      ${numbers}
    </details>
  </div>`;
}
