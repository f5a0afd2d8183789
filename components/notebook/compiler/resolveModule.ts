/**
 * Returns the URL of the module that a cell of the page at *path* calls *specifier*: a path from the page or the site's
 * root, or a package. Throws if it is not among *modules*, which have paths from the root.
 */
export function resolveModule(
  specifier: string,
  path: string,
  modules: Readonly<Record<string, string>>
): string {
  const name = /^\.{0,2}\/(?!\/)/.test(specifier) ? new URL(specifier, `file://${path}`).pathname : specifier;
  if (Object.hasOwn(modules, name)) return modules[name];
  throw new RangeError(`this page has no module "${specifier}"; it has ${Object.keys(modules).join(", ")}`);
}
