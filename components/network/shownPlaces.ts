import type {WalkPlace} from "./volumeWalk.js";

/** A place that is drawn, and how many blocks like its own are left out before it. */
export interface ShownPlace {
  readonly place: WalkPlace;
  readonly skipped: number;
}

/** Of a stage's blocks that are alike, so many are drawn where not all are: the first, which may change the shape, and another. */
const drawnBlocks = 2;

/** Returns the *places* that a walk is drawn with: **every** one, or of a stage's equal blocks the first two and the last. */
export function shownPlaces(places: readonly WalkPlace[], {every}: {every: boolean}): ShownPlace[] {
  if (every) return places.map((place) => ({place, skipped: 0}));
  const blocksOf = new Map<string, string[]>();
  for (const {stage, block} of places) {
    const own = blocksOf.get(stage) ?? [];
    if (block !== undefined && own.at(-1) !== block) blocksOf.set(stage, [...own, block]);
  }
  let skipped = new Set<string>();
  return places.flatMap((place) => {
    const blocks = blocksOf.get(place.stage) ?? [];
    const number = place.block === undefined ? -1 : blocks.indexOf(place.block);
    if (number >= drawnBlocks && number < blocks.length - 1) {
      skipped.add(place.block!);
      return [];
    }
    const shown = {place, skipped: skipped.size};
    skipped = new Set();
    return [shown];
  });
}
