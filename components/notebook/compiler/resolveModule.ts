import {formerModules} from "./formerModules.js";

/**
 * Returns the URL of the module that a cell of the page at *path* calls *specifier*: a path from the page or the site's
 * root, which may be one of version 0.1.0, or a package. Throws if it is not among *modules*, which have paths from the
 * root.
 */
export function resolveModule(
  specifier: string,
  path: string,
  modules: Readonly<Record<string, string>>
): string {
  const name = /^\.{0,2}\/(?!\/)/.test(specifier) ? new URL(specifier, `file://${path}`).pathname : specifier;
  for (const known of [name, formerModules.get(name)])
    if (known !== undefined && Object.hasOwn(modules, known)) return modules[known];
  throw new RangeError(`this page has no module "${specifier}"; it has ${Object.keys(modules).join(", ")}`);
}
