/** Shares of all blocks that are deleted at random, or swapped. */
const shares = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7];

/** Returns some numbers of blocks, from 1 to seven tenths of *blocks*, the same as `npm run record:lesions` uses. */
export function someOf(blocks: number): number[] {
  return [...new Set(shares.map((share) => Math.max(1, Math.round(share * blocks))))];
}
