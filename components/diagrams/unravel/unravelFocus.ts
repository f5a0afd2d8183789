/** The keys that move on and back where parts are above each other, and where they are in lines of text. */
const keys = {vertical: ["ArrowDown", "ArrowUp"], horizontal: ["ArrowRight", "ArrowLeft"]} as const;

/**
 * Moves the focus among *parts* of a toolbar, of which the tab key reaches one, if a key is pressed that does, and returns
 * whether it did.
 */
export function moveFocus(
  parts: Iterable<HTMLElement | SVGElement>,
  {key, target}: KeyboardEvent,
  orientation: keyof typeof keys = "vertical"
): boolean {
  const all = [...parts];
  const [on, back] = keys[orientation];
  const at = all.findIndex((part) => part === target);
  const places: Record<string, number> = {[on]: at + 1, [back]: at - 1, Home: 0, End: all.length - 1};
  const next = at < 0 ? undefined : all[places[key]];
  if (!next) return false;
  for (const part of all) part.setAttribute("tabindex", part === next ? "0" : "-1");
  next.focus();
  return true;
}
