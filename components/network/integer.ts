/** Throws unless every value is a positive integer, naming the first that is not. */
export function positive(values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new RangeError(`invalid ${name}: ${value}; it must be a positive integer`);
    }
  }
}

/** Throws unless every value is an integer of 0 or more, naming the first that is not. */
export function natural(values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(`invalid ${name}: ${value}; it must be an integer, 0 or more`);
    }
  }
}
