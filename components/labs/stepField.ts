import {choiceField, type LabField} from "../widgets/labFields.js";

/** Returns a choice of the *steps* in which something was measured. */
export function stepField(steps: readonly number[], label = "In step"): LabField {
  return choiceField({
    name: "step",
    label,
    options: Object.fromEntries(steps.map((step) => [step, String(step)]))
  });
}
