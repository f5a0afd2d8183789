import {html} from "htl";
import {splitDrawing, type SplitStep, splitSteps} from "../diagrams/split/splitDrawing.js";
import {button} from "../widgets/button.js";
import {stepTexts} from "./splitSteps.js";

/**
 * Returns a neuron that a reader takes apart, a step at a time, and puts together again as a residual block: splitting,
 * transforming, aggregating, functions in the place of weights, and a shortcut. Its value is the step, by its name; it
 * emits "input". On paper all steps are seen.
 */
export function splitTransform(): HTMLElement & {value: SplitStep} {
  const panels = splitSteps.map(stepPanel);
  const count = html`<span class="muted"></span>`;
  const spoken = html`<div class="visually-hidden" role="status" aria-live="polite"></div>`;
  const [back, next] = [button("Back", () => go(-1)), button("Next", () => go(1), {className: "primary"})];
  const element = html`<div
    class="run split-transform"
    role="group"
    aria-label="From a neuron to parallel transformations"
  >
    <div class="steps">${panels}</div>
    <div class="controls">${back}${next}${count}</div>
    ${spoken}
  </div>`;
  let i = 0;

  function go(by: number): void {
    i += by;
    show();
    const {title, words, sentence} = stepTexts[splitSteps[i]];
    spoken.textContent = `Step ${i + 1} of ${splitSteps.length}: ${title}. ${sentence} ${words}.`;
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  function show(): void {
    panels.forEach((panel, place) => panel.classList.toggle("current", place === i));
    count.textContent = `${i + 1} of ${splitSteps.length}`;
    const ends = [i === 0, i === splitSteps.length - 1];
    [back, next].forEach((one, side) => {
      if (ends[side] && one.matches(":focus")) [next, back][side].focus(); // a disabled button would lose it
    });
    [back.disabled, next.disabled] = ends;
  }

  show();
  return Object.defineProperty(element, "value", {get: () => splitSteps[i]}) as HTMLElement & {
    value: SplitStep;
  };
}

/** All steps lie in one place, and one is seen: nothing moves from one to the next. */
function stepPanel(step: SplitStep): HTMLElement {
  const {title, formula, words, sentence} = stepTexts[step];
  return html`<div class="step diagram">
    ${splitDrawing(step, `${title}: ${words}`)}
    <div>
      <p class="step-title">${title}</p>
      <p class="step-formula" role="img" aria-label=${words}>${formula()}</p>
      <p>${sentence}</p>
    </div>
  </div>`;
}
