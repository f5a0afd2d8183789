import {button} from "../../widgets/button.js";

/** Actions that can be undone, the last first. */
export interface Undos {
  /** The button that undoes the last one, and names it. */
  button: HTMLButtonElement;
  /** Offers to undo *what* was done. */
  offer(what: string, act: () => void): void;
  clear(): void;
}

/** The most actions that can be undone. */
const most = 20;

/** Returns an empty list of actions; *say* shows readers what has been undone. */
export function createUndos(say: (words: string) => void): Undos {
  let list: {what: string; act: () => void}[] = [];
  const undoButton = button("Undo", () => {
    const last = list.at(-1);
    if (!last) return;
    change(list.slice(0, -1));
    say(`Undone: ${last.what}.`);
    last.act();
  });

  function change(next: typeof list): void {
    list = next.slice(-most);
    const last = list.at(-1);
    undoButton.hidden = !last;
    undoButton.textContent = last ? `Undo: ${last.what}` : "Undo";
  }

  change([]);
  return {
    button: undoButton,
    offer: (what, act) => change([...list, {what, act}]),
    clear: () => change([])
  };
}
