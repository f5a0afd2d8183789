import {html} from "htl";
import {experimentOf, readLink} from "../experiment/link.js";
import type {RunSpec} from "../experiment/runSpec.js";
import {toTraining, type Training, type TrainingSpec} from "../experiment/trainingSpec.js";
import {type Fault, faultsOf, faultsThrownBy} from "../fields/fault.js";
import {settingsForm} from "./settingsForm.js";
import {shareButtons} from "./shareButtons.js";

/** The settings of a training, with buttons that share them, in a part that readers open. */
export interface SettingsPanel {
  element: HTMLElement;
  /** Returns what the settings ask for, or says at the settings what is wrong. */
  checked(): Training | undefined;
  /** What the settings asked for when they were last without fault. */
  readonly valid?: Training;
  /** What was wrong with the query. */
  readonly faults: readonly Fault[];
  /** Changes one setting, as a reader would. */
  set(key: string, value: string): void;
  /** Chooses the next seed. */
  nextSeed(): void;
  /** Marks the settings that the runs failed on. */
  mark(faults: readonly Fault[], describedBy: string): void;
}

/**
 * Returns the settings that a query, *asked*, gives, with its faults at their fields, and checks them whenever they change;
 * then it calls *onChange*. Beside a **recorded** run the head begins as in that, unless the query says how.
 */
export function trainingSettings(
  asked: URLSearchParams,
  onChange: () => void,
  {recorded}: {recorded?: RunSpec} = {}
): SettingsPanel {
  const link = readLink(recorded ? withHead(asked, recorded) : asked);
  const always = recorded ? ["headInit"] : [];
  const form = settingsForm(link.spec);
  const share = shareButtons({training: checked, always});
  const element = html`<details class="drawer">
    <summary>Settings</summary>
    <div>${form}${share.element}</div>
  </details>` as HTMLDetailsElement;

  const faults = faultsThrownBy(() => experimentOf(link));
  let valid = faults.length === 0 ? maybeTraining(form.value) : undefined;
  form.showFaults(faults);
  element.open = faults.length > 0;

  function checked(): Training | undefined {
    try {
      valid = toTraining(form.value);
      form.showFaults([]);
      return valid;
    } catch (error) {
      const faults = faultsOf(error);
      if (!faults) throw error;
      form.showFaults(faults);
      element.open = true;
      return undefined;
    }
  }

  function change(): void {
    share.forget();
    checked();
    onChange();
  }

  form.addEventListener("input", change);
  return {
    element,
    checked,
    faults,
    get valid() {
      return valid;
    },
    set: (key, value) => (form.set(key, value), change()),
    nextSeed: () => (form.set("seed", String((Number(form.value.seed ?? 1) + 1) % 2 ** 32)), change()),
    mark: form.mark
  };
}

/** The classifier's first weights decide more than most settings, and a recorded run has others than the course's default. */
function withHead(query: URLSearchParams, {headInit}: RunSpec): URLSearchParams {
  if (query.has("headInit")) return query;
  const all = new URLSearchParams(query);
  all.set("headInit", headInit);
  return all;
}

/** What *spec* asks for, or undefined if that cannot be; a fault is shown when a reader starts it. */
function maybeTraining(spec: TrainingSpec): Training | undefined {
  try {
    return toTraining(spec);
  } catch (error) {
    if (!faultsOf(error)) throw error;
    return undefined;
  }
}
