import {html} from "htl";
import {button} from "../../widgets/button.js";
import {fitted, likelyWidth} from "../../widgets/fitted.js";
import {drawTrace, type MapPosition, traceLayout} from "./drawTrace.js";
import {stackFields} from "./stackFields.js";
import {type StackCount, stackCounts, type StackLayer, type WindowStack} from "./windowStack.js";

/** What a tracer shows. */
export interface TracerValue {
  readonly stack: WindowStack;
  /** The position of the top map that is traced. */
  readonly position: MapPosition;
}

/** Options of windowTracer. */
export interface WindowTracerOptions {
  /** Windows from the image upwards. Defaults to three of 3×3. */
  windows?: readonly number[];
  /** Positions that each moves by. Defaults to 1. */
  strides?: readonly number[];
  /** Pixels along a side of the image. Defaults to 19. */
  image?: number;
  /** Channels of every map, for the counts. Defaults to 256. */
  channels?: number;
}

/** The drawing takes no more room than this, in pixels. */
const widest = 560;

const presets: Readonly<Record<string, readonly [layers: readonly StackLayer[], image: number]>> = {
  "two 3×3": [layersOf([3, 3]), 19],
  "three 3×3": [layersOf([3, 3, 3]), 19],
  "one 7×7": [layersOf([7]), 19],
  "11×11/4, as AlexNet begins": [layersOf([11], [4]), 39],
  "7×7/2, then 3×3": [layersOf([7, 3], [2]), 31]
};

/**
 * Returns a stack of convolutions as maps one above the other. A reader drags a position of the top map and sees which of each
 * map below it is made of, down to the pixels of the image; below stands what the stack and one large window of the same
 * receptive field cost. Its value is a TracerValue; it emits "input".
 *
 * Throws faults, as windowStack does.
 */
export function windowTracer({
  windows = [3, 3, 3],
  strides = [],
  image = 19,
  channels = 256
}: WindowTracerOptions = {}): HTMLElement & {value: TracerValue} {
  const fields = stackFields(layersOf(windows, strides), image);
  const [row, column] = ["row", "column"].map(positionSlider);
  const place = html`<div class="trace-place" data-beside="409"></div>`;
  const counts = html`<div></div>`;
  const said = html`<p class="status" role="status"></p>`;
  let width = likelyWidth(widest);
  let topSide = 0;

  const position = (): MapPosition => ({row: row.valueAsNumber, column: column.valueAsNumber});

  function moveTo({row: toRow, column: toColumn}: MapPosition): void {
    row.valueAsNumber = toRow;
    column.valueAsNumber = toColumn;
  }

  function show(): void {
    const {stack} = fields;
    const side = stack.sides[stack.sides.length - 1];
    for (const slider of [row, column]) slider.max = String(side - 1);
    if (side !== topSide) moveTo({row: Math.floor((side - 1) / 2), column: Math.floor((side - 1) / 2)});
    topSide = side;
    const drawing = drawTrace(stack, traceLayout(stack, width), position());
    place.replaceChildren(drawing);
    counts.replaceChildren(countTable(stackCounts(stack, channels), channels));
    said.textContent = `${drawing.getAttribute("aria-label")}.`;
  }

  function drag(event: PointerEvent): void {
    const drawing = place.querySelector("svg")!;
    const pressed = event.type === "pointerdown";
    if (pressed ? !(event.target as Element).closest(".top-map") : !place.hasPointerCapture(event.pointerId))
      return;
    if (pressed) place.setPointerCapture(event.pointerId);
    const box = drawing.getBoundingClientRect();
    moveTo(traceLayout(fields.stack, width).positionAt(event.clientX - box.left, event.clientY - box.top));
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  place.addEventListener("pointerdown", drag);
  place.addEventListener("pointermove", drag);
  const buttons = Object.entries(presets).map(([text, [layers, side]]) =>
    button(text, () => fields.set(layers, side))
  );
  const element = html`<div class="run window-tracer" role="group" aria-label="Receptive fields of a stack">
    <div class="controls" role="group" aria-label="Stacks">${buttons}</div>
    <div class="tracer-parts">
      <div>
        ${place}
        <div class="controls"><label>row ${row}</label><label>column ${column}</label></div>
        ${said}
      </div>
      <div>${fields.element}${counts}</div>
    </div>
  </div>`;
  element.addEventListener("input", show);
  show();
  fitted(place, (room) => ((width = room), show()), {most: widest});
  const value = (): TracerValue => ({stack: fields.stack, position: position()});
  return Object.defineProperty(element, "value", {get: value}) as HTMLElement & {value: TracerValue};
}

function layersOf(windows: readonly number[], strides: readonly number[] = []): StackLayer[] {
  return windows.map((window, i) => ({window, stride: strides[i] ?? 1}));
}

function positionSlider(name: string): HTMLInputElement {
  return html`<input
    type="range"
    min="0"
    max="40"
    step="1"
    aria-label=${`${name} of the top map`}
  />` as HTMLInputElement;
}

function countTable(counts: readonly StackCount[], channels: number): HTMLElement {
  const square = channels ** 2;
  return html`<table class="count-table">
    <thead>
      <tr>
        <th scope="col">${channels} channels</th>
        ${counts.map(({text}, i) => html`<th scope="col" class="number">${i === 0 ? text : `one ${text}`}</th>`)}
      </tr>
    </thead>
    <tbody>
      <tr>
        <th scope="row">weights</th>
        ${counts.map(({weights}) => html`<td class="number">${Math.round(weights / square)} C² = ${weights.toLocaleString("en")}</td>`)}
      </tr>
      <tr>
        <th scope="row">non-linearities</th>
        ${counts.map(({nonLinearities}) => html`<td class="number">${nonLinearities}</td>`)}
      </tr>
    </tbody>
  </table>`;
}
