/** Returns *value* if it is an integer from *least* to *most*, and throws otherwise. */
export function checkCount(name: string, value: number, [least, most]: readonly [number, number]): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const [from, to] = [least, most].map((bound) => bound.toLocaleString("en"));
  throw new RangeError(`invalid ${name}: ${value}; it must be an integer from ${from} to ${to}`);
}
