import {html} from "htl";
import {greyUrl, pixelPlaces} from "../../charts/pixelPictures.js";
import {fitted, likelyWidth} from "../../widgets/fitted.js";
import {measureControls} from "../../widgets/measureControls.js";
import {stopSlider} from "../../widgets/stopSlider.js";
import {copyChart, copyStyles} from "./copyChart.js";
import {copyKinds} from "./copyNetwork.js";
import {
  copyKey,
  type CopyRecording,
  copySide,
  missedText,
  picturesIn,
  unpackedPictures
} from "./copyRecording.js";
import type {CopyPoint} from "./copyTask.js";

/** Options of copyLab. */
export interface CopyLabOptions {
  recording: CopyRecording;
  invalidation?: Promise<unknown>;
}

const mostWidth = 460;
/**
 * Returns the laboratory of networks that learn to put out the picture that they get: what each misses against its layers, and what
 * those of the chosen number of layers make of some pictures. Measure trains these by the next seed.
 */
export function copyLab({recording, invalidation}: CopyLabOptions): HTMLElement {
  const {caption} = recording;
  const pictures = unpackedPictures(recording.pictures);
  const stops = [...new Set(recording.runs.map(({layers}) => layers))];
  const layers = stopSlider({label: "Layers", stops, value: stops[stops.length - 1]});
  const figure = html`<div></div>`;
  const badge = html`<p class="badge">${caption}</p>`;
  const places = pictures.map(() => pixelPlaces(1 + copyKinds.length));
  const heading = html`<div class="copy-row">
    <span>picture</span>${copyKinds.map((kind) => html`<span>${copyStyles[kind].text}</span>`)}
  </div>`;
  const sheet = html`<div class="copy-sheet" role="img">
    <div aria-hidden="true">${heading}${places.map((row) => html`<div class="copy-row">${row}</div>`)}</div>
  </div>`;
  const controls = measureControls({
    measure,
    title: "Trains the three networks of so many layers anew, each time by the next seed",
    progress: "Steps of the three networks"
  });
  let seed = Math.max(...recording.runs.map((run) => run.seed)); // the next one, each time
  let runs = recording.runs;
  let width = likelyWidth();
  const over = new AbortController();
  /** What networks make of the pictures: those that were trained last, by their names in a recording. */
  const made = new Map(
    Object.entries(recording.outputs).map(([key, packed]) => [key, unpackedPictures(packed)])
  );

  async function measure(stop: AbortSignal): Promise<void> {
    const {copyPictures, copySetting, pictureBytes, trainToCopy} = await import("./copyTask.js");
    const signal = AbortSignal.any([stop, over.signal]);
    const task = copyPictures();
    const own = {layers: layers.value, seed: ++seed};
    const all = `${own.layers} layers, seed ${own.seed}`;
    for (const [i, kind] of copyKinds.entries()) {
      const network = {...own, kind};
      const tell = ({step, missed, outputs}: CopyPoint) => {
        const bytes = pictureBytes(outputs, {scale: task.scale, count: pictures.length});
        made.set(copyKey(network), picturesIn(bytes));
        drawPictures();
        const share = (i + step / copySetting.steps) / copyKinds.length;
        controls.tell(
          `${all}, ${copyStyles[kind].text}: ${percent(missed)} missed after ${step} steps`,
          share
        );
      };
      const {missed} = await trainToCopy(network, task, {tell, signal});
      runs = [...runs, {...network, missed}];
      draw();
    }
    const found = runs.slice(-copyKinds.length).map(({kind, missed}) => `${copyStyles[kind].text} ${percent(missed)}`); // prettier-ignore
    badge.textContent = `${caption}; trained in this browser: ${all}`;
    controls.tell(`Missed by ${all}: ${found.join(", ")}.`, 1);
  }

  function drawPictures(): void {
    const chosen = copyKinds.map((kind) => copyKey({kind, layers: layers.value}));
    const columns = [pictures, ...chosen.map((key) => made.get(key)!)];
    for (const [row, images] of places.entries())
      for (const [column, image] of images.entries())
        image.src = greyUrl(columns[column][row], [copySide, copySide, 1]);
  }

  function draw(): void {
    const said = copyKinds.map((kind) => `${copyStyles[kind].text} ${missedText(runs, kind, layers.value)}`);
    sheet.setAttribute(
      "aria-label",
      `${pictures.length} pictures, and what networks of ${layers.value} layers make of them; missed: ${said.join("; ")}.`
    );
    figure.replaceChildren(copyChart(runs, {layers: layers.value, width: Math.min(width, mostWidth)}));
    drawPictures();
  }

  layers.element.addEventListener("input", draw);
  draw();
  const resized = fitted(figure, (room) => ((width = room), draw()));
  invalidation?.then(() => {
    over.abort();
    resized.disconnect();
  });
  return html`<div class="run lab" role="group" aria-label="Learning to copy">
    <div class="controls">${layers.element}</div>
    <div class="copy-panels">${figure}${sheet}</div>
    ${controls.element}${badge}
  </div>`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
