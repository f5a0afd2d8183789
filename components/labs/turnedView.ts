import {html} from "htl";
import type {SurfaceView} from "../charts/landscapeSurface.js";

/** From where surfaces are looked at, turned by hand. */
export interface TurnedView {
  /** Two sliders. */
  readonly element: HTMLElement;
  readonly view: SurfaceView;
  /** Lets a reader turn what is in *place* by dragging it. */
  turnBy(place: HTMLElement): void;
}

const turns = {least: -180, most: 180, first: 30};
const tilts = {least: 5, most: 90, first: 35};
/** Degrees for each pixel that is dragged. */
const perPixel = 0.5;

/** Returns a view that sliders turn and tilt, and that dragging does. Calls *onTurn* when it has changed. */
export function turnedView(onTurn: () => void): TurnedView {
  const [turn, tilt] = [slider("Turn", turns), slider("Tilt", tilts)];
  const element = html`<div class="turn-sliders">${turn.element}${tilt.element}</div>`;
  element.addEventListener("input", onTurn);

  function drag(place: HTMLElement, down: PointerEvent): void {
    if (down.button !== 0) return;
    const from = {x: down.clientX, y: down.clientY, turn: turn.value, tilt: tilt.value};
    place.setPointerCapture(down.pointerId);
    const dragging = new AbortController();
    const move = ({clientX, clientY}: PointerEvent) => {
      turn.value = wrapped(from.turn + perPixel * (clientX - from.x));
      tilt.value = from.tilt + perPixel * (clientY - from.y);
      onTurn();
    };
    place.addEventListener("pointermove", move, dragging);
    for (const end of ["pointerup", "pointercancel"])
      place.addEventListener(end, () => dragging.abort(), dragging);
  }

  return {
    element,
    get view() {
      return {turn: turn.value, tilt: tilt.value};
    },
    turnBy(place) {
      place.classList.add("turnable");
      place.addEventListener("pointerdown", (event) => drag(place, event));
    }
  };
}

function slider(label: string, {least, most, first}: {least: number; most: number; first: number}) {
  const input = html`<input
    type="range"
    min=${least}
    max=${most}
    step="5"
    value=${first}
    aria-label=${label}
  />` as HTMLInputElement;
  let value = first; // a slider rounds to its steps
  input.addEventListener("input", () => (value = input.valueAsNumber));
  return {
    element: html`<label class="stop-slider"><span>${label}</span>${input}</label>`,
    get value() {
      return value;
    },
    set value(degrees) {
      value = Math.min(most, Math.max(least, degrees));
      input.valueAsNumber = value;
    }
  };
}

function wrapped(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}
