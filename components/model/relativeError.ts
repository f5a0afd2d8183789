/**
 * Returns ‖ours − theirs‖ / ‖theirs‖, or ‖ours‖ where theirs is all zeros; infinite if the lengths differ or something is
 * not a number.
 */
export function relativeError(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) return Infinity;
  let difference = 0;
  let norm = 0;
  for (let i = 0; i < theirs.length; i++) {
    difference += (ours[i] - theirs[i]) ** 2;
    norm += theirs[i] ** 2;
  }
  const error = Math.sqrt(norm === 0 ? difference : difference / norm);
  return Number.isNaN(error) ? Infinity : error;
}
