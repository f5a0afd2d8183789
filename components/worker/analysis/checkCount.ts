/** Returns *value* if it is an integer from *least* to *most*, and throws otherwise. */
export function checkCount(name: string, value: number, [least, most]: readonly [number, number]): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const [from, to] = [least, most].map((bound) => bound.toLocaleString("en"));
  throw new RangeError(`invalid ${name}: ${value}; it must be an integer from ${from} to ${to}`);
}

/** Throws unless *count* images are whole batches, as what goes by batch statistics needs them. */
export function checkWholeBatches(count: number, batch: number): void {
  if (count % batch !== 0)
    throw new RangeError(
      `invalid images: ${count}; by batch statistics they come in whole batches of ${batch}`
    );
}
