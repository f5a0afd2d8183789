/** Returns a *text* as HTML has it, between tags and as an attribute's value in double quotes. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
