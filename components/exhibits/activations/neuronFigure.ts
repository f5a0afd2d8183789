import {html} from "htl";
import {fitted, likelyWidth} from "../../widgets/fitted.js";
import {drawNeuron, drawSlopes, inputAt, mostInput, shareText} from "./drawNeurons.js";
import {neuronFunctions, slopesLeft} from "./neuronFunctions.js";

/** What a reader has set: the input of the first neuron, the weight and the number of layers. */
export interface NeuronSettings {
  readonly input: number;
  readonly weight: number;
  readonly layers: number;
}

/** The lower drawing takes no more room than this, in pixels. */
const widest = 640;

/**
 * Returns ReLU, tanh and sigmoid under the hand: the input is dragged, and each shows its output and its slope; below is what is left
 * of the slope after a stack of such neurons. Its value is a NeuronSettings; it emits "input".
 */
export function neuronFigure({
  input = 2,
  weight = 1,
  layers = 10
}: Partial<NeuronSettings> = {}): HTMLElement & {
  value: NeuronSettings;
} {
  const sliders = {
    input: slider("input", {value: input, min: -mostInput, max: mostInput, step: 0.1}),
    weight: slider("weight of each", {value: weight, min: 0.1, max: 3, step: 0.1}),
    layers: slider("layers", {value: layers, min: 1, max: 20, step: 1})
  };
  const curves = html`<div class="neuron-curves"></div>`;
  const chain = html`<div></div>`;
  const said = html`<p class="status" role="status"></p>`;
  let width = likelyWidth(widest);

  const value = (): NeuronSettings => ({
    input: sliders.input.field.valueAsNumber,
    weight: sliders.weight.field.valueAsNumber,
    layers: sliders.layers.field.valueAsNumber
  });

  function show(): void {
    const settings = value();
    for (const {field, output} of Object.values(sliders)) output.textContent = field.value.replace("-", "−");
    const functions = Object.values(neuronFunctions);
    const lines = functions.map((one) => ({name: one.name, left: slopesLeft(one, settings)}));
    curves.replaceChildren(...functions.map((one) => drawNeuron(one, settings.input)));
    chain.replaceChildren(drawSlopes(lines, width));
    const left = lines.map((line) => `${line.name} ${shareText(line.left[settings.layers])}`);
    said.textContent = `What is left of the slope after ${settings.layers} layers: ${left.join(", ")}.`;
  }

  const element = html`<div class="run" role="group" aria-label="Three activations">
    <div class="controls">${sliders.input.element}</div>
    ${curves}
    <div class="controls">${sliders.layers.element}${sliders.weight.element}</div>
    ${chain}${said}
  </div>`;
  /** A press on a curve, and a drag from there, moves the input. */
  function drag(event: PointerEvent): void {
    const drawing = (event.target as Element).closest("svg");
    if (!drawing || (event.type === "pointermove" && event.buttons === 0)) return;
    const {left, width: across} = drawing.getBoundingClientRect();
    sliders.input.field.valueAsNumber = inputAt((event.clientX - left) / across);
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  curves.addEventListener("pointerdown", drag);
  curves.addEventListener("pointermove", drag);
  element.addEventListener("input", show);
  show();
  fitted(chain, (room) => ((width = room), show()), {most: widest});
  return Object.defineProperty(element, "value", {get: value}) as HTMLElement & {value: NeuronSettings};
}

interface Range {
  value: number;
  min: number;
  max: number;
  step: number;
}

function slider(label: string, {value, min, max, step}: Range) {
  const field = html`<input
    type="range"
    min=${min}
    max=${max}
    step=${step}
    value=${value}
  />` as HTMLInputElement;
  const output = html`<output aria-live="off"></output>`;
  return {field, output, element: html`<label>${label} ${field} ${output}</label>`};
}
