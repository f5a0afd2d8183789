/**
 * Headers that isolate a page from other sites, so that its threads can share a memory. The last one lets pages of other sites
 * that ask for it frame the site's figures.
 */
export const isolation = [
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Embedder-Policy", "require-corp"],
  ["Cross-Origin-Resource-Policy", "cross-origin"]
] as const;

/** Returns the file `_headers` by which some hosts are told to send them with every answer. */
export function headersFile(): string {
  return ["/*", ...isolation.map(([name, value]) => `  ${name}: ${value}`), ""].join("\n");
}
