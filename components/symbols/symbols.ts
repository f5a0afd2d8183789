/**
 * The symbols of the course by the names that `data-symbol` has: how each is written, and what it stands for. Each has one
 * colour on all pages (style/symbols.css). The letters are those of He et al. 2016, "Identity mappings"; T and C are those of
 * Xie et al. 2017, "Aggregated residual transformations".
 */
export const symbols = {
  x: {letter: "x", meaning: "what enters the block"},
  F: {letter: "F", meaning: "the residual function"},
  H: {letter: "H", meaning: "what the block computes"},
  W: {letter: "W", meaning: "weights"},
  lambda: {letter: "λ", meaning: "scale of the shortcut"},
  ell: {letter: "ℓ", meaning: "number of a block"},
  L: {letter: "L", meaning: "the last block"},
  epsilon: {letter: "ε", meaning: "the loss"},
  T: {letter: "T", meaning: "one of the parallel transformations"},
  C: {letter: "C", meaning: "cardinality: how many there are"}
} as const;

/** What `data-symbol` may be. */
export type SymbolName = keyof typeof symbols;

/** Returns whether *name* is that of a symbol. */
export function isSymbol(name: string): name is SymbolName {
  return Object.hasOwn(symbols, name);
}
