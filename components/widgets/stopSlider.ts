import {html} from "htl";

/** A slider over a few values. Its element emits "input". */
export interface StopSlider<Value> {
  readonly element: HTMLElement;
  readonly value: Value;
}

/** Options of stopSlider. */
export interface StopSliderOptions<Value> {
  label: string;
  /** What can be chosen, in order. */
  stops: readonly Value[];
  /** Where it begins; one of **stops**. */
  value: Value;
  /** Returns a value in words. Defaults to String. */
  text?: (value: Value) => string;
}

/** Returns a slider from one of some values to the next; it says the value beside it, and to a screen reader. */
export function stopSlider<Value>({
  label,
  stops,
  value,
  text = String
}: StopSliderOptions<Value>): StopSlider<Value> {
  const input = html`<input
    type="range"
    min="0"
    max=${stops.length - 1}
    step="1"
    value=${stops.indexOf(value)}
    aria-label=${label}
  />` as HTMLInputElement;
  const output = html`<output aria-live="off"></output>`;
  const chosen = () => stops[input.valueAsNumber];

  function tell(): void {
    output.textContent = text(chosen());
    input.setAttribute("aria-valuetext", text(chosen()));
  }

  input.addEventListener("input", tell);
  tell();
  return {
    element: html`<label class="stop-slider"><span>${label} ${output}</span>${input}</label>`,
    get value() {
      return chosen();
    }
  };
}
