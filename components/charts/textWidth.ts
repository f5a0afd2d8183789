/** Widths of characters in ems, those of the course's Source Sans 3; of others like them, the widest. */
const widths: readonly [characters: RegExp, ems: number][] = [
  [/[ijl.,:;|'!()/ ft·I-]/, 0.32],
  [/[r]/, 0.36],
  [/[→⋯]/, 1],
  [/[mwMW%@]/, 0.84],
  [/[DGHNOQU]/, 0.66]
];

/** Returns how wide *text* is in a sans-serif face of a **size**, nearly, without measuring it: the same everywhere. */
export function textWidth(text: string, size: number): number {
  const ems = [...text].reduce(
    (sum, character) => sum + (widths.find(([characters]) => characters.test(character))?.[1] ?? 0.57),
    0
  );
  return Math.ceil(ems * size);
}
