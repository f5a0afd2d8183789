/**
 * Waits for the next frame, in which what has been begun is computed and laid out, and then for whoever else waits. Resolves to how long
 * that frame's work took, in milliseconds; to 0 in a window that is hidden, and has no frames.
 */
export function afterFrame(): Promise<number> {
  return new Promise((resolve) => {
    const end = (tookMs: number) => setTimeout(() => resolve(tookMs));
    if (document.hidden) return end(0);
    requestAnimationFrame((beganMs) => end(performance.now() - beganMs));
  });
}
