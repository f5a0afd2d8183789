import {groups} from "d3-array";
import {html} from "htl";
import type {Section} from "../experiment/fields.js";
import {fourNetworks} from "../experiment/fourNetworks.js";
import {readText} from "../experiment/link.js";
import {optimizers} from "../experiment/optimizers/optimizers.js";
import {settingIn, withSetting} from "../experiment/settingIn.js";
import {type Setting, settings} from "../experiment/settings.js";
import type {TrainingSpec} from "../experiment/trainingSpec.js";
import type {Fault} from "../fields/fault.js";
import type {Control} from "../fields/field.js";
import {faultList} from "../widgets/faultList.js";
import {markFault} from "../widgets/markFault.js";
import {networksControl} from "./networksControl.js";

/** A form whose value is a training spec, not checked. It emits "input". */
export interface SettingsForm extends HTMLElement {
  value: TrainingSpec;
  /** Marks the fields that *faults* are about, and says what is wrong beside them; none clears. */
  showFaults(faults: readonly Fault[]): void;
  /** Marks the fields that *faults* are about; the element with the id *describedBy*, of the page, tells them. */
  mark(faults: readonly Fault[], describedBy: string): void;
  /** Sets one setting by its key, such as the seed, without an event. */
  set(key: string, value: string): void;
}

/** The settings that the form shows, in the order of the field table. */
const shown = settings.filter(({field}) => field.form);

/** Under which name the form shows the settings of a section of the table. */
const groupOf: Record<Section, string> = {
  network: "Network",
  dataset: "Data",
  optimizer: "Training",
  schedule: "Training",
  training: "Training",
  display: "Device"
};

type Input = HTMLInputElement | HTMLSelectElement;

let forms = 0; // for ids

/** Returns a form that says what *spec* says, with defaults for the rest. What it does not show stays in its value. */
export function settingsForm(spec: TrainingSpec): SettingsForm {
  const id = `settings-${++forms}`;
  const networks = networksControl(namesOf(spec.networks).length > 0 ? namesOf(spec.networks) : fourNetworks);
  const inputs = new Map<string, Input>(shown.map((setting) => [setting.key, inputOf(setting, spec)]));
  const labels = shown.map(
    ({key, field: {label, help}}) => html`<label title=${help}>${label} ${inputs.get(key)}</label>`
  );
  const faults = faultList(`${id}-faults`);
  const form = html`<form class="settings" aria-label="Settings">
    <div class="controls">${networks.element}</div>
    ${groups(labels.keys(), (i) => groupOf[shown[i].section]).map(
      ([name, members]) =>
        html`<fieldset class="setting-group">
          <legend>${name}</legend>
          ${members.map((i) => labels[i])}
        </fieldset>`
    )}
    ${faults.element}
  </form>`;
  let optimizer = inputs.get("optimizer")!.value;
  form.onsubmit = (event) => event.preventDefault();
  inputs.get("optimizer")!.addEventListener("input", followOptimizer);
  followOptimizer();

  function read(): TrainingSpec {
    return shown.reduce<TrainingSpec>(
      (value, setting, i) => {
        const {value: text} = inputs.get(setting.key)!;
        const isChosen = !labels[i].hidden && text !== defaultText(setting, optimizer);
        return withSetting(value, setting, isChosen ? readText(setting, text) : undefined);
      },
      {...spec, networks: networks.value()}
    );
  }

  /** Shows the settings of the chosen optimiser only; a number that was left at its default gets the new one. */
  function followOptimizer(): void {
    const before = optimizer;
    optimizer = inputs.get("optimizer")!.value;
    for (const [i, setting] of shown.entries()) {
      if (setting.section !== "optimizer" || setting.name === "type") continue;
      const standard = defaultText(setting, optimizer);
      const input = inputs.get(setting.key)!;
      if (input.value === defaultText(setting, before) || input.value === "") input.value = standard ?? "";
      labels[i].hidden = standard === undefined;
    }
  }

  function showFaults(found: readonly Fault[]): void {
    faults.show(found);
    mark(found, faults.element.id);
  }

  function mark(found: readonly Fault[], describedBy: string): void {
    for (const [key, input] of inputs)
      markFault(input, found.some(({field}) => field === key) && describedBy);
    const ofNetworks = found.some(({field}) => ["networks", "network", "depth"].includes(field));
    markFault(networks.input, ofNetworks && describedBy);
  }

  return Object.defineProperty(
    Object.assign(form, {
      showFaults,
      mark,
      set: (key: string, value: string) => void (inputs.get(key)!.value = value)
    }),
    "value",
    {get: read}
  ) as unknown as SettingsForm;
}

function namesOf(networks: TrainingSpec["networks"]): string[] {
  return networks.map((network) => (typeof network === "string" ? network : network.name));
}

function inputOf(setting: Setting, spec: TrainingSpec): Input {
  const {key, field} = setting;
  const {control} = field;
  const value = settingIn(spec, setting);
  const type = settingIn(
    spec,
    shown.find((other) => other.key === "optimizer")!
  );
  const text =
    value === undefined ? (defaultText(setting, String(type ?? "sgd")) ?? "") : textOf(setting, value);
  if (control.type === "select")
    return html`<select data-setting=${key}>
      ${offered(control, text).map(
        ([option, label]) => html`<option value=${option} selected=${option === text}>${label}</option>`
      )}
    </select>` as HTMLSelectElement;
  const {min, max, step} =
    control.type === "number" ? control : {min: undefined, max: undefined, step: undefined};
  return html`<input
    type=${control.type}
    data-setting=${key}
    min=${min}
    max=${max}
    step=${step}
    value=${text}
  />` as HTMLInputElement;
}

/** What a select offers while *chosen* is. */
function offered(
  {options, unoffered = []}: Extract<Control, {type: "select"}>,
  chosen: string
): [option: string, label: string][] {
  return Object.entries(options).filter(([option]) => option === chosen || !unoffered.includes(option));
}

/** What cannot be written, as it is of another type, is shown as it came. */
function textOf({field}: Setting, value: unknown): string {
  return typeof value === "string" ? value : field.write(value);
}

/** What the form shows if nothing is chosen: the field's default, or the optimiser's; undefined if it has no such number. */
function defaultText({section, name, field}: Setting, optimizer: string): string | undefined {
  const own = optimizers.find(({type}) => type === optimizer)?.defaults as
    Record<string, unknown> | undefined;
  const value =
    section === "optimizer" && name !== "type" ? own?.[name] : (field.default ?? familyDefaults[name]);
  return value === undefined ? undefined : field.write(value);
}

/** What the networks of the CIFAR families have where the field leaves it to the family. */
const familyDefaults: Readonly<Record<string, unknown>> = {shortcut: "A", block: "basic", cardinality: 1};
