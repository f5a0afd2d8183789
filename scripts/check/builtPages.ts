import {readdirSync} from "node:fs";

/**
 * Returns the pages of a built site that are read, or those that are *asked* for, which may be figures in frames and examples;
 * from the site's root and without their ending, as `index` is for the first. Throws if one is not there.
 */
export function builtPages(asked: readonly string[], root = "dist"): string[] {
  const all = documentsIn(root);
  const missing = asked.find((name) => !all.includes(name === "index" ? "" : name));
  if (missing !== undefined) throw new Error(`invalid page: ${missing}; there are ${all.join(", ")}`);
  return asked.length > 0
    ? asked.map((name) => (name === "index" ? "" : name))
    : all.filter((name) => !/^(embed|examples)\//.test(name));
}

/**
 * Returns the documents of figures, exercises and cells, as `embed/degradation/retrain`, or those of the pages and names that are
 * *asked* for, without `embed/`. Throws if there is none of one.
 */
export function builtEmbeds(asked: readonly string[], root = "dist"): string[] {
  const all = documentsIn(root).filter((name) => /^embed\/.+\//.test(name));
  const isAsked = (wanted: string) => (name: string) => `${name}/`.startsWith(`embed/${wanted}/`);
  const missing = asked.find((wanted) => !all.some(isAsked(wanted)));
  if (missing !== undefined) throw new Error(`invalid embed: ${missing}; there are ${all.join(", ")}`);
  return asked.length > 0 ? all.filter((name) => asked.some((wanted) => isAsked(wanted)(name))) : all;
}

function documentsIn(root: string): string[] {
  return readdirSync(root, {recursive: true, encoding: "utf8"})
    .filter((name) => name.endsWith(".html"))
    .map((name) => name.replaceAll("\\", "/").replace(/(^index)?\.html$/, ""))
    .sort();
}
