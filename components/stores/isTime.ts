/** Returns whether a kept value is a time, not an invalid one. */
export function isTime(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime());
}
