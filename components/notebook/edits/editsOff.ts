/**
 * Returns whether the page's address asks for the page as it was published: `#edits=off`. What is kept of it then stays as it
 * is, and does not run. It is the way back to a page that its reader's own code has made useless.
 */
export function editsOff(hash = location.hash): boolean {
  return /[#&]edits=off(?:&|$)/.test(hash);
}
