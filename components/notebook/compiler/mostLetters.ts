/** Longest code of a cell: parsers take seconds for some that is longer. */
export const mostLetters = 100_000;
