/** What uses every key itself: fields that are written into or chosen from, and editors. */
const fields = "input:not([type=checkbox]), select, textarea, [contenteditable], [role=textbox]";

/** What Space and Enter press. */
const pressed = "button, summary, a[href], input, [role=button]";

/**
 * Returns whether a key that was pressed is free: it has no modifier, nothing has used it, and what has the focus does not use
 * it without saying so. *owners* matches what uses every key. Defaults to fields and editors.
 */
export function isFreeKey(event: KeyboardEvent, owners = fields): boolean {
  const {key, ctrlKey, altKey, metaKey, defaultPrevented} = event;
  if (ctrlKey || altKey || metaKey || defaultPrevented) return false;
  const target = event.target as Element;
  const presses = /^( |Enter)$/.test(key) && target.closest(pressed) !== null;
  return !presses && target.closest(owners) === null;
}
