/**
 * Headers that isolate a page from other sites, so that its threads can share a memory. The last two let pages of other sites
 * frame the site's figures, where they ask for it, and have them as elements: all files of the site are anybody's to read.
 */
export const isolation = [
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Embedder-Policy", "require-corp"],
  ["Cross-Origin-Resource-Policy", "cross-origin"],
  ["Access-Control-Allow-Origin", "*"]
] as const;
