/** What the keys of a lecture do. */
export type LectureActions = Record<
  "next" | "back" | "first" | "last" | "black" | "controls" | "notes" | "end",
  () => void
>;

/** A clicker sends PageDown and PageUp, and for black a full stop or B. */
const actions: Readonly<Record<string, keyof LectureActions>> = {
  ...{ArrowRight: "next", PageDown: "next", " ": "next"},
  ...{ArrowLeft: "back", PageUp: "back"},
  ...{Home: "first", End: "last", Escape: "end"},
  ...{b: "black", ".": "black", c: "controls", s: "notes"}
};

/** Does what a key says until *signal*, unless what has the focus uses the key itself. */
export function lectureKeys(act: Partial<LectureActions>, signal: AbortSignal): void {
  const press = (event: KeyboardEvent) => {
    const {key, target, ctrlKey, altKey, metaKey, defaultPrevented} = event;
    const name = key.length === 1 ? key.toLowerCase() : key;
    const action = Object.hasOwn(actions, name) ? act[actions[name]] : undefined;
    if (!action || ctrlKey || altKey || metaKey || defaultPrevented || isUsed(name, target as Element))
      return;
    event.preventDefault();
    action();
  };
  addEventListener("keydown", press, {signal});
}

function isUsed(key: string, target: Element): boolean {
  if (key === "Escape") return target.closest("[role=textbox]") !== null;
  if (target.closest("input:not([type=checkbox]), select, textarea, [contenteditable], [role=textbox]"))
    return true;
  return key === " " && target.closest("button, summary, a[href], input, [role=button]") !== null;
}
