/**
 * Returns 16 hexadecimal digits that tell *text* from others: FNV-1a in 32 bits, from its beginning and from its end. It names
 * things; it is no proof against whoever looks for two texts of one hash. A browser's own hashes need https, which a class
 * that is served by a laptop in the room does not have.
 */
export function textHash(text: string): string {
  let [forward, backward] = [offset, offset];
  for (let i = 0; i < text.length; ++i) {
    forward = Math.imul(forward ^ text.charCodeAt(i), prime);
    backward = Math.imul(backward ^ text.charCodeAt(text.length - 1 - i), prime);
  }
  return digits(forward) + digits(backward);
}

/** Of FNV-1a in 32 bits. */
const [offset, prime] = [0x811c9dc5, 0x01000193];

function digits(hash: number): string {
  return (hash >>> 0).toString(16).padStart(8, "0");
}
