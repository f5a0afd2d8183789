import {html} from "htl";
import {accepts, type NumberRule} from "../fields/accepts.js";
import type {Fault} from "../fields/fault.js";
import {markFault} from "./markFault.js";

/** What the fields of a laboratory are set to, by name. */
export type LabValues = Readonly<Record<string, string | number>>;

/** One thing that a reader chooses in a laboratory. Its element emits "input". */
export interface LabField {
  readonly name: string;
  readonly element: HTMLElement;
  readonly value: string | number;
  /** Returns what is wrong with its value by itself, or undefined. */
  fault(): Fault | undefined;
  /** Marks the field, if one of *faults* is about it; *describedBy* is the id of the element that shows them. */
  showFaults(faults: readonly Fault[], describedBy: string): void;
}

/** Options of choiceField. */
export interface ChoiceOptions {
  name: string;
  label: string;
  /** What can be chosen, in order: a value, and the words for it. */
  options: Readonly<Record<string, string>>;
  /** Defaults to the first. */
  value?: string;
  /** The setting that it chooses, by which faults name it. Defaults to its name. */
  setting?: string;
}

let groups = 0; // radio buttons of one group share a name

/** Returns a row of radio buttons. */
export function choiceField({name, label, options, value, setting = name}: ChoiceOptions): LabField {
  const group = `lab-choice-${++groups}`;
  const [first] = Object.keys(options);
  const buttons = Object.entries(options).map(
    ([key, text]) =>
      html`<label
        ><input type="radio" name=${group} value=${key} checked=${key === (value ?? first)} /> ${text}</label
      >`
  );
  const element = html`<fieldset role="radiogroup" data-setting=${setting}>
    <legend>${label}</legend>
    ${buttons}
  </fieldset>`;
  return {
    name,
    element,
    get value() {
      return buttons.map((button) => button.querySelector("input")!).find(({checked}) => checked)!.value;
    },
    fault: () => undefined,
    showFaults: (faults, describedBy) =>
      markFault(element, faults.some(({field}) => field === setting) && describedBy)
  };
}

/** A field for a number, which can be set too. */
export interface NumberField extends LabField {
  value: number;
}

/** Options of numberField. */
export interface NumberOptions {
  name: string;
  label: string | Node;
  value: number;
  min: number;
  max: number;
  step: number;
  /** What its value must keep. Defaults to the range, of integers if **step** is one. */
  rule?: NumberRule;
  /** The setting that it chooses, by which faults name it. Defaults to its name. */
  setting?: string;
}

/** Returns a field for a number. What is no number is NaN, and a fault. */
export function numberField({name, label, value, min, max, step, ...options}: NumberOptions): NumberField {
  const {setting = name} = options;
  const rule = options.rule ?? {is: Number.isInteger(step) ? "integer" : "number", least: min, most: max};
  const input = html`<input
    type="number"
    data-setting=${setting}
    min=${min}
    max=${max}
    step=${step}
    value=${value}
  />` as HTMLInputElement;
  return {
    name,
    element: html`<label>${label} ${input}</label>`,
    get value() {
      return input.valueAsNumber;
    },
    set value(number) {
      input.valueAsNumber = number;
    },
    fault() {
      const {valueAsNumber: number} = input;
      if (accepts(rule, number)) return undefined;
      return {field: setting, value: Number.isNaN(number) ? undefined : number, rule}; // an empty field is NaN
    },
    showFaults: (faults, describedBy) =>
      markFault(input, faults.some(({field}) => field === setting) && describedBy)
  };
}
