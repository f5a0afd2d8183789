/** All values a model is made of, by name: parameters, running statistics, and an optimiser's slots (`velocity:NAME`). */
export type ModelState = Record<string, Float32Array>;

/** Returns the name under which a model's state has a *slot* of a *parameter*. */
export function slotName(slot: string, parameter: string): string {
  return `${slot}:${parameter}`;
}

/** Returns the slot and the parameter of such a *name*, or undefined if it is a parameter's own. */
export function slotOf(name: string): {slot: string; parameter: string} | undefined {
  const end = name.indexOf(":");
  return end < 0 ? undefined : {slot: name.slice(0, end), parameter: name.slice(end + 1)};
}
