import {html} from "htl";
import {type Fault, faultsOf} from "../fields/fault.js";
import {faultList} from "./faultList.js";
import type {LabField, LabValues} from "./labFields.js";

/** What a reader chooses in a laboratory. */
export interface LabChoice<Asked> {
  /** The row of fields; hidden if there are none. */
  element: HTMLElement;
  /** The list of what is wrong with them. */
  faults: HTMLElement;
  values(): LabValues;
  /** Returns what the fields ask for, or shows their faults. */
  checked(): Asked | undefined;
}

let choices = 0; // for ids

/** Returns the choice that *fields* give. *toAsked* throws a FaultError on values that are not allowed together. */
export function labChoice<Asked>(
  fields: readonly LabField[],
  toAsked: (values: LabValues) => Asked
): LabChoice<Asked> {
  const told = faultList(`lab-${++choices}-faults`);
  const element = html`<div class="controls" hidden=${fields.length === 0}>
    ${fields.map((field) => field.element)}
  </div>`;

  function values(): LabValues {
    return Object.fromEntries(fields.map(({name, value}) => [name, value]));
  }

  function checked(): Asked | undefined {
    let faults: readonly Fault[] = fields.flatMap((field) => field.fault() ?? []);
    try {
      if (faults.length === 0) return toAsked(values());
    } catch (error) {
      faults = faultsOf(error) ?? rethrow(error);
    } finally {
      told.show(faults);
      for (const field of fields) field.showFaults(faults, told.element.id);
    }
    return undefined;
  }

  return {element, faults: told.element, values, checked};
}

function rethrow(error: unknown): never {
  throw error;
}
