import {html} from "htl";
import {readLink} from "../experiment/link.js";
import {toTraining, type Training} from "../experiment/trainingSpec.js";
import {type Fault, faultsOf} from "../fields/fault.js";
import {settingsForm} from "./settingsForm.js";
import {shareButtons} from "./shareButtons.js";

/** The settings of a training, with buttons that share them, in a part that readers open. */
export interface SettingsPanel {
  element: HTMLElement;
  /** Returns what the settings ask for, or says at the settings what is wrong. */
  checked(): Training | undefined;
  /** Changes one setting, as a reader would. */
  set(key: string, value: string): void;
  /** Chooses the next seed. */
  nextSeed(): void;
  /** Marks the settings that the runs failed on. */
  mark(faults: readonly Fault[], describedBy: string): void;
}

/** Returns the settings that *query* gives, and checks them whenever they change. */
export function trainingSettings(query: URLSearchParams): SettingsPanel {
  const form = settingsForm(readLink(query).spec);
  const element = html`<details>
    <summary>Settings</summary>
    ${form}${shareButtons({training: checked})}
  </details>` as HTMLDetailsElement;

  function checked(): Training | undefined {
    try {
      const training = toTraining(form.value);
      form.showFaults([]);
      return training;
    } catch (error) {
      const faults = faultsOf(error);
      if (!faults) throw error;
      form.showFaults(faults);
      element.open = true;
      return undefined;
    }
  }

  form.addEventListener("input", checked);
  return {
    element,
    checked,
    set: (key, value) => (form.set(key, value), void checked()),
    nextSeed: () => form.set("seed", String((Number(form.value.seed ?? 1) + 1) % 2 ** 32)),
    mark: form.mark
  };
}
