/** A page as Framework builds it, apart. */
export interface PageParts {
  /** The page without its own code. */
  html: string;
  /** The module that defines its cells; the empty text if it has none. */
  code: string;
}

const moduleScript = /<script type="module">\n([\s\S]*?)<\/script>\n?/g;

/** Returns a built page with its code taken out, and what the browser was told to load for that too. */
export function takeCode(page: string): PageParts {
  const code = [...page.matchAll(moduleScript)].map(([, script]) => script).join("");
  const html = page.replace(moduleScript, "").replace(/<link rel="modulepreload"[^>]*>\n/g, "");
  return {html, code};
}
