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
}

let groups = 0; // radio buttons of one group share a name

/** Returns a row of radio buttons. */
export function choiceField({name, label, options, value}: ChoiceOptions): LabField {
  const group = `lab-choice-${++groups}`;
  const [first] = Object.keys(options);
  const buttons = Object.entries(options).map(
    ([key, text]) =>
      html`<label
        ><input type="radio" name=${group} value=${key} checked=${key === (value ?? first)} /> ${text}</label
      >`
  );
  return {
    name,
    element: html`<fieldset>
      <legend>${label}</legend>
      ${buttons}
    </fieldset>`,
    get value() {
      return buttons.map((button) => button.querySelector("input")!).find(({checked}) => checked)!.value;
    },
    showFaults() {}
  };
}

/** Options of numberField. */
export interface NumberOptions {
  name: string;
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** What a fault begins with that is about this field: `invalid scale`. */
  fault: string;
}

/** Returns a field for a number. What is no number is NaN: whoever uses it says what is wrong. */
export function numberField({name, label, value, min, max, step, fault}: NumberOptions): LabField {
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
    showFaults(faults, describedBy) {
      const wrong = faults.some((text) => text.includes(fault));
      const said = {"aria-invalid": "true", "aria-describedby": describedBy};
      for (const [attribute, text] of Object.entries(said)) {
        if (wrong) input.setAttribute(attribute, text);
        else input.removeAttribute(attribute);
      }
    }
  };
}
