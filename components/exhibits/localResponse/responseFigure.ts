import {html} from "htl";
import {labChoice} from "../../widgets/labChoice.js";
import {choiceField, numberField} from "../../widgets/labFields.js";
import {drawInhibition} from "./drawInhibition.js";
import {inhibited, type Inhibition, type ResponseConstants} from "./inhibited.js";
import {mapButtons, type MapPlace} from "./mapButtons.js";
import {mapValues, type ResponseMaps} from "./responseMaps.js";

/** What a reader has set: the constants, and the value that is opened. */
export type ResponseSettings = ResponseConstants & MapPlace;

/** Stronger than AlexNet's, whose images have values a hundred times as large. */
const strong: ResponseConstants = {n: 5, k: 1, alpha: 0.01, beta: 0.75};

/**
 * Returns local response normalization on the maps that a trained network made of an image: all maps before and after, and the values
 * of one position, which a press on a map chooses, with the neighbours of one channel. Its value is what is set; it emits "input".
 */
export function responseFigure(
  recording: ResponseMaps,
  constants: Partial<ResponseConstants> = {}
): HTMLElement & {value: ResponseSettings} {
  const [height, width, channels] = recording.volume;
  const values = mapValues(recording);
  const positions = Array.from({length: height * width}, (_, i) =>
    values.subarray(i * channels, (i + 1) * channels)
  );
  const place = strongest(positions, width);
  const choice = labChoice(constantFields({...strong, ...constants}), (values) => constantsOf(values));
  let asked = choice.checked() ?? strong;
  const opened = html`<div></div>`;
  const said = html`<p class="status" role="status"></p>`;
  const maps = mapButtons(recording.volume, (to) => {
    Object.assign(place, to);
    element.dispatchEvent(new Event("input", {bubbles: true}));
  });

  function show(): void {
    const results = positions.map((position) => inhibited(position, asked));
    const at = results[place.row * width + place.column];
    maps.show(results, place);
    opened.replaceChildren(drawInhibition({values: at, channel: place.channel, n: asked.n}));
    said.textContent = sumText(at[place.channel], place, asked);
  }

  const element = html`<div class="run" role="group" aria-label="Local response normalization">
    ${choice.element}${choice.faults}
    <div class="response-maps">
      <img src=${recording.image.url} alt=${`the image: ${recording.image.label}`} width="64" height="64" />
      <div>${maps.elements}</div>
    </div>
    ${opened}${said}
  </div>`;
  element.addEventListener("input", () => {
    asked = choice.checked() ?? asked;
    show();
  });
  show();
  return Object.defineProperty(element, "value", {get: () => ({...asked, ...place})}) as HTMLElement & {
    value: ResponseSettings;
  };
}

function constantFields({n, k, alpha, beta}: ResponseConstants) {
  const sizes = Object.fromEntries([1, 3, 5, 7, 9].map((size) => [size, String(size)]));
  return [
    choiceField({name: "n", label: "n, channels", options: sizes, value: String(n)}),
    numberField({name: "k", label: "k", value: k, min: 0.1, max: 10, step: 0.1}),
    numberField({name: "alpha", label: "α", value: alpha, min: 0, max: 10, step: 0.0001}),
    numberField({name: "beta", label: "β", value: beta, min: 0, max: 2, step: 0.05})
  ];
}

function constantsOf(values: Readonly<Record<string, string | number>>): ResponseConstants {
  const [n, k, alpha, beta] = ["n", "k", "alpha", "beta"].map((name) => Number(values[name]));
  return {n, k, alpha, beta};
}

/** The largest value: there is something to see. */
function strongest(positions: readonly Float32Array[], width: number): MapPlace {
  const maxima = positions.map((position) => Math.max(...position));
  const position = maxima.indexOf(Math.max(...maxima));
  return {
    row: Math.floor(position / width),
    column: position % width,
    channel: positions[position].indexOf(maxima[position])
  };
}

/** `Channel 5 at row 3, column 7: 1.32 / (1 + 0.2 · 7.10)^0.75 = 0.68.` */
function sumText(
  {before, after, squares}: Inhibition,
  {row, column, channel}: MapPlace,
  {k, alpha, beta}: ResponseConstants
): string {
  const where = `Channel ${channel + 1} at row ${row + 1}, column ${column + 1}`;
  return `${where}: ${before.toFixed(2)} / (${k} + ${alpha} · ${squares.toFixed(2)})^${beta} = ${after.toFixed(2)}.`;
}
