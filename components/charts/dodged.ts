/** Where things may stand: their distance at the least, and the ends that they should not leave. */
export interface Room {
  gap: number;
  least: number;
  most: number;
}

/** Returns *places*, in their order, moved as little as a simple rule can, so that none is nearer than **gap** to another. */
export function dodged(places: readonly number[], {gap, least, most}: Room): number[] {
  const order = places.map((_, i) => i).sort((a, b) => places[a] - places[b] || a - b);
  const moved = [...places];
  let free = least;
  for (const i of order) {
    moved[i] = Math.max(moved[i], free);
    free = moved[i] + gap;
  }
  free = Math.max(most, least + gap * (places.length - 1)); // too many go on below the end
  for (const i of order.reverse()) {
    moved[i] = Math.min(moved[i], free);
    free = moved[i] - gap;
  }
  return moved;
}
