import {faultTexts, valueText} from "./english.js";
import type {Fault, Rule, Rules} from "./rule.js";

export type {Fault} from "./rule.js";

/** Values that are not allowed. The message is the faults' text, a line each. */
export class FaultError extends RangeError {
  override name = "FaultError";
  constructor(readonly faults: readonly Fault[]) {
    super(faultTexts(faults).join("\n"));
  }
}

/** Returns the error of one *field* whose *value* breaks a *rule*. */
export function invalid<K extends keyof Rules>(
  field: string,
  value: unknown,
  is: K,
  details: Rules[K]
): FaultError {
  return new FaultError([{field, value, rule: {is, ...details} as Rule}]);
}

/** Returns the faults that an *error* carries, or undefined if it is another kind of error. */
export function faultsOf(error: unknown): readonly Fault[] | undefined {
  return error instanceof FaultError ? error.faults : undefined;
}

/** Returns the faults of what *act* throws, and none if it comes to its end. Throws any other error on. */
export function faultsThrownBy(act: () => void): readonly Fault[] {
  try {
    act();
    return [];
  } catch (error) {
    const faults = faultsOf(error);
    if (!faults) throw error;
    return faults;
  }
}

/** Returns a copy of *faults* that can be posted to another thread: of a value that is no plain data the text is posted. */
export function postableFaults(faults: readonly Fault[]): Fault[] {
  return faults.map(({value, ...fault}) =>
    isPlain(value) ? {...fault, value} : {...fault, value: undefined, shown: valueText(value)}
  );
}

function isPlain(value: unknown): boolean {
  return value === null || !["object", "function", "symbol"].includes(typeof value);
}
