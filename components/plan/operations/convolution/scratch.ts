/** Filters that are computed at a time: as in machines/wasm/assembly/pack.ts. */
export const filterBlock = 8;

/** Input channels that a filter gradient takes at a time: as in assembly/filterGradient.ts. */
export const channelSlots = 4;

/** Positions that it takes at least: as there. */
export const positions = 64;

/** Returns *n* rounded up to a multiple of *step*. */
export function roundUp(n: number, step: number): number {
  return Math.ceil(n / step) * step;
}
