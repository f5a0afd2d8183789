/**
 * Returns the rules of a flat *style* sheet that a page's *html* can use, those of whose selectors one has only classes that
 * are on the page, after the faces of the fonts that these name.
 */
export function usedRules(style: string, html: string): [faces: string[], rules: string] {
  const classes = new Set(
    [...html.matchAll(/\bclass="([^"]*)"/g)].flatMap(([, names]) => names.split(/\s+/))
  );
  const isUsed = (selector: string) =>
    [...selector.matchAll(/\.([\w-]+)/g)].every(([, name]) => classes.has(name));
  const parts = [...style.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector, body]) => ({selector, body}));
  const rules = parts.flatMap(({selector, body}) => {
    if (selector === "@font-face") return [];
    const used = selector.split(",").filter(isUsed);
    return used.length > 0 ? [`${used.join(",")}{${body}}`] : [];
  });
  const named = rules.join("");
  const faces = parts.filter(
    ({selector, body}) => selector === "@font-face" && named.includes(/font-family:"?([^;"]+)/.exec(body)![1])
  );
  return [faces.map(({selector, body}) => `${selector}{${body}}`), named];
}
