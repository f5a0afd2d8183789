/**
 * Headers that isolate a page from other sites, so that its threads can share a memory. The last one lets pages of other sites
 * that ask for it frame the site's figures.
 */
export const isolation = [
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Embedder-Policy", "require-corp"],
  ["Cross-Origin-Resource-Policy", "cross-origin"]
] as const;
