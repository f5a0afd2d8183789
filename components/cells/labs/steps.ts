import {choiceField, type LabField} from "../labFields.js";

/** Returns a choice of the *steps* in which something was measured, the first of which is that of the start. */
export function stepField(steps: readonly number[]): LabField {
  const options = Object.fromEntries(steps.map((step) => [step, step === 1 ? "1, the start" : String(step)]));
  return choiceField({name: "step", label: "In step", options});
}
