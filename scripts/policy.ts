import {createHash} from "node:crypto";

type Directives = Record<string, string[]>;

/** Options of a page's policy. */
export interface PolicyOptions {
  /** Whether the page has editable cells. Defaults to false. */
  cells?: boolean;
  /** Whether the page frames figures of the site. Defaults to false. */
  frames?: boolean;
}

/**
 * Returns the Content-Security-Policy of a built page: it loads this site's own files, and runs the scripts that the build
 * put into it, by their hashes. A page with editable cells may run code from `blob:` URLs too, which is what those cells
 * become. WebAssembly needs leave of its own. Charts and the editor set styles while a page is read, so styles may stand
 * in the page. A page frames nothing, since a framed file brings its own policy, or none; but for the examples, which frame
 * figures of this site. Who frames a page is left open.
 */
export function pagePolicy(html: string, {cells = false, frames = false}: PolicyOptions = {}): string {
  const scripts = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = scripts.map(
    ([, script]) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`
  );
  return policyText({
    "default-src": ["'self'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'", ...(cells ? ["blob:"] : []), ...new Set(hashes)],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'"],
    "frame-src": [frames ? "'self'" : "'none'"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'none'"]
  });
}

/**
 * The Content-Security-Policy of every answer that is no page. A browser shows such a file as a document of this site when
 * it is opened by itself, and scripts of a page can then act in that document. A worker's script has only what a worker
 * needs: modules, requests and WebAssembly of this site. An image in SVG has its own styles.
 */
export const filePolicy = policyText({
  "default-src": ["'none'"],
  "script-src": ["'self'", "'wasm-unsafe-eval'"],
  "connect-src": ["'self'"],
  "worker-src": ["'self'"],
  "img-src": ["'self'", "data:"],
  "style-src": ["'unsafe-inline'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"]
});

const metaTag = '<meta http-equiv="Content-Security-Policy" content="';

/** Returns *html* with its policy in its head, before all scripts. */
export function withPolicy(html: string, options?: PolicyOptions): string {
  return html.replace(
    '<meta charset="utf-8">',
    (charset) => `${charset}\n${metaTag}${pagePolicy(html, options)}">`
  );
}

/** Returns the policy that stands in a page, or that of other files if it has none. */
export function policyIn(html: string): string {
  const start = html.indexOf(metaTag);
  if (start < 0) return filePolicy;
  return html.slice(start + metaTag.length, html.indexOf('"', start + metaTag.length));
}

function policyText(directives: Directives): string {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");
}
