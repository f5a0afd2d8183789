import {settingOf} from "../experiment/settings.js";
import {readFlag} from "../fields/field.js";
import type {Fault, Rule} from "../fields/rule.js";

/** A setting of a figure, as its controls have it. */
export interface FigureSetting {
  /** The field table's key where the control names it, else its label in one word: `shortcutScale`, `blocksInAStage`. */
  readonly key: string;
  /** What is pressed or written into. */
  readonly controls: readonly Input[];
  readonly value: string;
  /** Whether it is another than the figure begins with. */
  readonly changed: boolean;
  /** Chooses what a *text* says, as a reader would, or returns what is wrong with it. */
  choose(text: string): Fault | undefined;
}

type Input = HTMLInputElement | HTMLSelectElement;

/** What sets a figure. */
const inputs = "input:not([type=file], [type=search]), select";

/** Returns the settings that the controls in *figure* offer now, each by its key. */
export function figureSettings(figure: Element): ReadonlyMap<string, FigureSetting> {
  const settings = new Map<string, FigureSetting>();
  for (const input of figure.querySelectorAll<Input>(inputs)) {
    const key = keyOf(input);
    if (key === "" || settings.has(key)) continue;
    settings.set(key, settingOfInput(key, input));
  }
  return settings;
}

/** Whether a *node* that has come into a figure brings settings. */
export function bringsSettings(node: Node): boolean {
  return node instanceof Element && (node.matches(inputs) || node.querySelector(inputs) !== null);
}

/** Returns the key of today for one that a link has. */
export function currentKey(key: string): string {
  return settingOf(key)?.key ?? key;
}

function keyOf(input: Input): string {
  const radios = input.type === "radio" ? input.closest("fieldset") : null;
  const named = (radios ?? input).dataset.setting;
  if (named !== undefined) return named;
  const label = radios
    ? radios.querySelector("legend")?.textContent
    : (input.getAttribute("aria-label") ?? ownText(input.closest("label")));
  return oneWord(label ?? "");
}

/** The text of a *label* without what its control says. */
function ownText(label: Element | null): string {
  const copy = label?.cloneNode(true) as HTMLElement | undefined;
  for (const part of copy?.querySelectorAll("input, select, output, .remark, .status") ?? []) part.remove();
  return copy?.textContent ?? "";
}

function oneWord(text: string): string {
  const [first = "", ...others] = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return [
    first.toLowerCase(),
    ...others.map((word) => word[0].toUpperCase() + word.slice(1).toLowerCase())
  ].join("");
}

function settingOfInput(key: string, input: Input): FigureSetting {
  const group = input.type === "radio" ? input.closest("fieldset") : null;
  const radios = group && [...group.querySelectorAll<HTMLInputElement>("input[type=radio]")];
  const controls = radios ?? [input];
  const fault = (text: string, rule: Rule): Fault => ({field: key, value: text, rule});
  const choices = radios ? radios.map(({value}) => value) : optionsOf(input);
  const isNumber = /^(number|range)$/.test(input.type);
  return {
    key,
    controls,
    get value() {
      if (radios) return radios.find(({checked}) => checked)?.value ?? "";
      return isCheckbox(input) ? (input.checked ? "1" : "0") : input.value;
    },
    get changed() {
      return controls.some(isChanged);
    },
    choose(text) {
      if (choices && !choices.includes(text)) return fault(text, {is: "choice", choices});
      if (radios)
        press(
          radios.find(({value}) => value === text)!,
          true
        );
      else if (isCheckbox(input)) {
        const checked = readFlag(text);
        if (checked === undefined) return fault(text, {is: "choice", choices: [0, 1]});
        press(input, checked);
      } else {
        const rule = isNumber ? numberRule(input, text) : undefined;
        if (rule) return fault(text, rule);
        write(input, text);
      }
      return undefined;
    }
  };
}

function isChanged(input: Input): boolean {
  if ("options" in input)
    return [...input.options].some((option) => option.selected !== option.defaultSelected);
  const pressed = /^(radio|checkbox)$/.test(input.type);
  return pressed ? input.checked !== input.defaultChecked : input.value !== input.defaultValue;
}

function isCheckbox(input: Input): input is HTMLInputElement {
  return input.type === "checkbox";
}

function optionsOf(input: Input): string[] | undefined {
  return "options" in input ? [...input.options].map(({value}) => value) : undefined;
}

/** The rule that *text* breaks as a number for this *input*, if it breaks one. */
function numberRule(input: Input, text: string): Rule | undefined {
  const bound = (name: string, none: number) => Number(input.getAttribute(name) || none);
  const [value, least, most] = [Number(text), bound("min", -Infinity), bound("max", Infinity)];
  const keeps = text.trim() !== "" && value >= least && value <= most;
  return keeps ? undefined : {is: "number", least, most};
}

function press(input: HTMLInputElement, checked: boolean): void {
  if (input.checked === checked) return;
  if (!input.disabled) return input.click();
  input.checked = checked; // what a reader may not press, an address may
  tell(input);
}

function write(input: Input, text: string): void {
  if (input.value === text) return;
  input.value = text;
  tell(input);
}

function tell(input: Input): void {
  for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, {bubbles: true}));
}
