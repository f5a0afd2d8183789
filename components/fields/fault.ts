import {faultText} from "./english.js";
import type {Rule, Rules} from "./rule.js";

/** A value that is not allowed, as data: its text is made where it is shown, in the language shown. */
export interface Fault {
  /** The name of the field, as the field table or a function's options have it. */
  readonly field: string;
  /** What was given; undefined if nothing was. */
  readonly value: unknown;
  readonly rule: Rule;
  /** The names of the networks that it concerns, where it concerns some of several. */
  readonly networks?: readonly string[];
}

/** Values that are not allowed. The message is the faults' text, a line each. */
export class FaultError extends RangeError {
  override name = "FaultError";
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(faultText).join("\n"));
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

/** Returns a copy of *faults* that can be posted to another thread: values that are no plain data become text. */
export function postableFaults(faults: readonly Fault[]): Fault[] {
  return faults.map((fault) => ({...fault, value: isPlain(fault.value) ? fault.value : String(fault.value)}));
}

function isPlain(value: unknown): boolean {
  return value === null || !["object", "function", "symbol"].includes(typeof value);
}
