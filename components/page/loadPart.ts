/**
 * Loads a part of the page, which exports functions of these *names*. Rejects if it does not come, or if what came in its place has
 * them not: an empty file, or that of another version.
 */
export async function loadPart<Part>(href: string, ...names: (keyof Part & string)[]): Promise<Part> {
  const part = (await import(href)) as Part;
  const missing = names.find((name) => typeof part[name] !== "function");
  if (missing !== undefined) throw new TypeError(`invalid file: ${href}; it has no ${missing}`);
  return part;
}
