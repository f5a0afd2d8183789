import {invalid} from "../fields/fault.js";
/** Throws unless every value is a positive integer, naming the first that is not. */
export function positive(values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw invalid(name, value, "positive", {});
    }
  }
}

/** Throws unless every value is an integer of 0 or more, naming the first that is not. */
export function natural(values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw invalid(name, value, "natural", {});
    }
  }
}
