import {isFreeKey} from "../page/freeKey.js";

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

/** Does what a key says until *signal*, unless what has the focus uses the key itself; of Escape, only an editor does. */
export function lectureKeys(act: Partial<LectureActions>, signal?: AbortSignal): void {
  const press = (event: KeyboardEvent) => {
    const {key} = event;
    const name = key.length === 1 ? key.toLowerCase() : key;
    const action = Object.hasOwn(actions, name) ? act[actions[name]] : undefined;
    if (!action || !isFreeKey(event, key === "Escape" ? "[role=textbox]" : undefined)) return;
    event.preventDefault();
    action();
  };
  addEventListener("keydown", press, {signal});
}
