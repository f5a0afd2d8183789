import type {LabField} from "./labFields.js";
import {stopSlider, type StopSliderOptions} from "./stopSlider.js";

/** Options of stopField. */
export interface StopFieldOptions<Value> extends StopSliderOptions<Value> {
  name: string;
}

/** Returns a slider over a few values as a field of a laboratory: none of them is a fault. */
export function stopField<Value extends string | number>({
  name,
  ...options
}: StopFieldOptions<Value>): LabField {
  const slider = stopSlider(options);
  return {
    name,
    element: slider.element,
    get value() {
      return slider.value;
    },
    fault: () => undefined,
    showFaults: () => {}
  };
}
