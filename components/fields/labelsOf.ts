/** Returns what the things of a registry are called among choices, by their names. */
export function labelsOf<T extends Record<string, {readonly label: string}>>(
  descriptors: T
): Record<keyof T & string, string> {
  return Object.fromEntries(Object.entries(descriptors).map(([name, {label}]) => [name, label])) as Record<
    keyof T & string,
    string
  >;
}
