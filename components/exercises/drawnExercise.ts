import {html, svg} from "htl";
import {button} from "../widgets/button.js";
import {exerciseFrame, type ExerciseOptions} from "./exerciseFrame.js";

/** A measured error, a share in [0, 1], at a depth. */
export interface DepthError {
  layers: number;
  error: number;
  /** Lowest and highest of several runs. */
  low: number;
  high: number;
}

/** Options of drawnExercise. */
export interface DrawnOptions extends ExerciseOptions {
  /** What is shown from the beginning. */
  known: DepthError;
  /** What a reader is to draw. */
  asked: DepthError;
  /** What is said once a reader has looked. */
  then: Node | string;
}

const [width, height] = [320, 220];
const frame = {left: 46, right: 24, top: 12, bottom: 40};

/**
 * Returns an exercise that asks a reader to draw an error before looking: a point at one depth is known, one at another is dragged, or
 * moved by its slider; then a press shows what was measured.
 */
export function drawnExercise({known, asked, then, ...options}: DrawnOptions): HTMLElement {
  const slider = html`<input type="range" min="0" max="100" step="1" value="50" />` as HTMLInputElement;
  const output = html`<output aria-live="off"></output>`;
  const place = html`<div class="drawn-exercise"></div>`;
  const said = html`<p class="exercise-said" role="status">Draw, then look.</p>`;
  const after = html`<div hidden>${then}</div>`;
  let looked = false;
  const {element, done, answered} = exerciseFrame(
    options,
    [
      place,
      html`<form class="exercise-answer" ${{onsubmit: (event: Event) => event.preventDefault()}}>
        <label>${asked.layers} layers ${slider} ${output}</label> ${button("Look", look)}
      </form>`,
      said,
      after
    ],
    {
      read: () => (looked ? slider.valueAsNumber : undefined),
      restore(percent) {
        if (typeof percent !== "number") return;
        slider.valueAsNumber = percent; // which keeps to its bounds
        look();
      }
    }
  );

  function look(): void {
    looked = true;
    said.textContent = `You drew ${slider.value} %. Measured: ${rangeText(asked)}.`;
    after.hidden = false;
    draw();
    done();
    answered();
  }

  function draw(): void {
    output.textContent = `${slider.value} %`;
    place.replaceChildren(drawing({known, asked, drawn: slider.valueAsNumber / 100, looked}));
  }

  function drag(event: PointerEvent): void {
    if (event.type === "pointermove" && event.buttons === 0) return;
    const {top} = place.querySelector("svg")!.getBoundingClientRect();
    const share = 1 - (event.clientY - top - frame.top) / (height - frame.top - frame.bottom);
    slider.valueAsNumber = 100 * share;
    draw();
  }

  slider.addEventListener("input", draw);
  place.addEventListener("pointerdown", drag);
  place.addEventListener("pointermove", drag);
  draw();
  return element;
}

function rangeText({error, low, high}: DepthError): string {
  const [mean, least, most] = [error, low, high].map((share) => Math.round(100 * share));
  return `${mean} % (${least} to ${most})`;
}

interface Drawing {
  known: DepthError;
  asked: DepthError;
  drawn: number;
  looked: boolean;
}

function drawing({known, asked, drawn, looked}: Drawing): SVGElement {
  const y = (share: number) => frame.top + (1 - share) * (height - frame.top - frame.bottom);
  const most = 1.25 * Math.max(known.layers, asked.layers);
  const x = (layers: number) => frame.left + (layers / most) * (width - frame.left - frame.right);
  const label = `Training error: ${known.layers} layers ${rangeText(known)}; drawn for ${asked.layers} layers: ${Math.round(100 * drawn)} %${looked ? `; measured: ${rangeText(asked)}` : ""}`;
  const foot = height - frame.bottom;
  const measured = (
    one: DepthError
  ) => svg`<path class="range" d=${`M${x(one.layers)},${y(one.low)}V${y(one.high)}`}></path>
    <circle class="measured" cx=${x(one.layers)} cy=${y(one.error)} r="5"></circle>`;
  return svg`<svg viewBox=${`0 0 ${width} ${height}`} width=${width} height=${height} role="img" aria-label=${label}>
    ${[0, 0.5, 1].map(
      (tick) => svg`<path class="level" d=${`M${frame.left},${y(tick)}H${width - frame.right}`}></path>
      <text x=${frame.left - 6} y=${y(tick) + 4} text-anchor="end">${100 * tick} %</text>`
    )}
    ${[known, asked].map(({layers}) => svg`<text x=${x(layers)} y=${foot + 16} text-anchor="middle">${layers}</text>`)}
    <text x=${width - frame.right} y=${foot + 32} text-anchor="end">layers</text>
    <path class="guess" d=${`M${x(known.layers)},${y(known.error)}L${x(asked.layers)},${y(drawn)}`}></path>
    <circle class="guess-point" cx=${x(asked.layers)} cy=${y(drawn)} r="7"></circle>
    ${measured(known)}${looked ? measured(asked) : ""}
  </svg>` as SVGElement;
}
