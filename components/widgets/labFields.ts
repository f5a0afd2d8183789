import {html} from "htl";

/** What the fields of a laboratory are set to, by name. */
export type LabValues = Readonly<Record<string, string | number>>;

/** One thing that a reader chooses in a laboratory. Its element emits "input". */
export interface LabField {
  readonly name: string;
  readonly element: HTMLElement;
  readonly value: string | number;
  /** Marks the field, if one of *faults* is about it; *describedBy* is where they are told. */
  showFaults(faults: readonly string[], describedBy: string): void;
}

/** Options of choiceField. */
export interface ChoiceOptions {
  name: string;
  label: string;
  /** What can be chosen, in order: a value, and the words for it. */
  options: Readonly<Record<string, string>>;
  /** Defaults to the first. */
  value?: string;
  /** What a fault has in it that is about this field. Defaults to none. */
  fault?: string;
}

let groups = 0; // radio buttons of one group share a name

/** Returns a row of radio buttons. */
export function choiceField({name, label, options, value, fault}: ChoiceOptions): LabField {
  const group = `lab-choice-${++groups}`;
  const [first] = Object.keys(options);
  const buttons = Object.entries(options).map(
    ([key, text]) =>
      html`<label
        ><input type="radio" name=${group} value=${key} checked=${key === (value ?? first)} /> ${text}</label
      >`
  );
  const element = html`<fieldset role="radiogroup">
    <legend>${label}</legend>
    ${buttons}
  </fieldset>`;
  return {
    name,
    element,
    get value() {
      return buttons.map((button) => button.querySelector("input")!).find(({checked}) => checked)!.value;
    },
    showFaults: (faults, describedBy) => mark(element, {faults, fault, describedBy})
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
  /** What a fault has in it that is about this field: `invalid depth`. */
  fault: string | RegExp;
}

/** Returns a field for a number. What is no number is NaN: whoever uses it says what is wrong. */
export function numberField({name, label, value, min, max, step, fault}: NumberOptions): NumberField {
  const input = html`<input
    type="number"
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
    showFaults: (faults, describedBy) => mark(input, {faults, fault, describedBy})
  };
}

/** Marks *element* as invalid if one of **faults** has **fault** in it. */
function mark(
  element: HTMLElement,
  {faults, fault, describedBy}: {faults: readonly string[]; fault?: string | RegExp; describedBy: string}
): void {
  const wrong = fault !== undefined && faults.some((text) => text.search(fault) >= 0);
  for (const [attribute, text] of Object.entries({"aria-invalid": "true", "aria-describedby": describedBy})) {
    if (wrong) element.setAttribute(attribute, text);
    else element.removeAttribute(attribute);
  }
}
