/** Returns how many of so many runs, for a sentence: `2 of 5`. */
export function ofSeeds(count: number, seeds: number): string {
  return `${count}\u00a0of\u00a0${seeds}`;
}
