const prefix = "velocity:";

/** Returns the name under which a model's state has the velocity of a parameter. */
export function velocityName(parameter: string): string {
  return `${prefix}${parameter}`;
}

/** Returns the parameter whose velocity has this *name*, or undefined if it is not a velocity's. */
export function parameterOfVelocity(name: string): string | undefined {
  return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}
