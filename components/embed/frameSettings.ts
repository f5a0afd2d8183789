import type {Fault} from "../fields/fault.js";
import {markFault} from "../widgets/markFault.js";
import {bringsSettings, currentKey, figureSettings} from "./figureSettings.js";
import {frameHelp} from "./frameQuery.js";

/** Returns the settings of a *figure* as they stand, by their keys. */
export function settingsOf(figure: Element): Record<string, string> {
  return Object.fromEntries([...figureSettings(figure)].map(([key, {value}]) => [key, value]));
}

/** Chooses *settings* in a figure, and marks those that cannot be, which the element with the id *describedBy* tells. */
export function chooseSettings(
  figure: Element,
  settings: Iterable<readonly [string, string]>,
  describedBy: string
): Fault[] {
  const faults: Fault[] = [];
  const given = new Set<string>();
  for (const [written, text] of settings) {
    const key = currentKey(written);
    const setting = figureSettings(figure).get(key); // anew: a choice may bring other controls
    const fault = given.has(key)
      ? ({field: key, value: text, rule: {is: "once"}} as const)
      : setting
        ? setting.choose(text)
        : unknown(figure, written, text);
    given.add(key);
    if (fault) faults.push(fault);
    for (const control of setting?.controls ?? []) markFault(control, fault !== undefined && describedBy);
  }
  return faults;
}

/** Keeps readers from changing the settings of these *keys*, also when the figure draws its controls anew or enables them. */
export function freezeSettings(figure: Element, keys: readonly string[]): Fault[] {
  const freeze = () => {
    const settings = figureSettings(figure);
    for (const key of keys)
      for (const control of settings.get(currentKey(key))?.controls ?? [])
        if (!control.disabled) control.disabled = true; // or the observer would hear of it without end
  };
  if (keys.length === 0) return [];
  freeze();
  const mayThaw = ({type, addedNodes}: MutationRecord) =>
    type === "attributes" || [...addedNodes].some(bringsSettings);
  const observer = new MutationObserver((changes) => changes.some(mayThaw) && freeze());
  observer.observe(figure, {subtree: true, childList: true, attributeFilter: ["disabled"]});
  const settings = figureSettings(figure);
  return keys.filter((key) => !settings.has(currentKey(key))).map((key) => unknown(figure, key, "frozen"));
}

function unknown(figure: Element, field: string, value: string): Fault {
  const known = [...figureSettings(figure).keys(), ...Object.keys(frameHelp)];
  return {field, value, rule: {is: "unknown", owner: "this figure", known}};
}
