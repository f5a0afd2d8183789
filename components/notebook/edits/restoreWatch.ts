import {browserNotes, type NoteStore} from "./noteStore.js";

// Kept code can take its page away at each visit: it goes to another page, loads this one anew, or removes what is on it.
// So a note is stored while kept code is brought back, and a page that is still there some seconds later removes it. Code that a
// reader runs by hand is not kept from doing so; a note is stored when the page is found without its text, or
// goes to another document by itself.

/** How long a page must last with the code that was brought back. */
const lastsMs = 3_000;

/** Knows whether kept code took its page away. Made by createRestoreWatch. */
export interface RestoreWatch {
  /** Whether the page did not last when its kept code was brought back, here or in another tab. */
  readonly lost: boolean;
  /** Called before kept code is brought back. */
  begin(): void;
  /** Called when all of it is in its place: from now on the page has to last. */
  settle(): void;
  /** Called when the page is left. It lasted long enough for a reader who has touched it. */
  leave(): void;
}

/** Knows whether code that ran by hand took its page away. Made by createLossWatch. */
export interface LossWatch {
  /** Called when edited code begins to run: for some seconds the page is looked at. */
  begin(): void;
  /** Looks at the page, and stores a note if its text is gone: for a page that is left, too. */
  look(): void;
}

/** A navigation that a page is told of (the Navigation API's NavigateEvent). */
export interface NavigateEvent extends Event {
  /** Whether a reader began it, by a link or the browser's own buttons. */
  readonly userInitiated?: boolean;
  readonly destination?: {readonly sameDocument: boolean};
}

/** Options of createRestoreWatch and createLossWatch; all but the key have those of the browser as defaults. */
export interface RestoreWatchOptions {
  key: string;
  /** Seen by all tabs. */
  store?: Pick<NoteStore, "getItem" | "setItem" | "removeItem">;
  /** Returns whether the page still has its text. */
  isWhole?: () => boolean;
  /** Where a reader's touches are heard. */
  target?: EventTarget;
  /** Where navigations are heard, which not all browsers tell. */
  navigation?: EventTarget;
}

/** Returns a watch over the page *key*, whose note is at that key. It tells of an earlier visit once. */
export function createRestoreWatch({
  key,
  store = browserNotes(),
  isWhole = hasText,
  target = globalThis
}: RestoreWatchOptions): RestoreWatch {
  const lost = store.getItem(key) !== null;
  store.removeItem(key);
  let touched = false;
  const touch = ({isTrusted}: Event) => void (touched ||= isTrusted); // code can make touches, too

  function endIfWhole(): void {
    if (isWhole()) store.removeItem(key);
  }

  return {
    lost,
    begin() {
      store.setItem(key, "restoring");
      for (const type of ["pointerdown", "keydown"]) target.addEventListener(type, touch, {capture: true});
    },
    settle() {
      setTimeout(endIfWhole, lastsMs);
    },
    leave() {
      if (touched) endIfWhole();
    }
  };
}

/** How often a page is looked at. */
const lookMs = 500;

/** Returns a watch over the page *key*, whose notes restore watches of later visits find. */
export function createLossWatch({
  key,
  store = browserNotes(),
  isWhole = hasText,
  navigation = (globalThis as {navigation?: EventTarget}).navigation
}: RestoreWatchOptions): LossWatch {
  let looks = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  function look(): void {
    if (!isWhole()) store.setItem(key, "lost");
  }

  navigation?.addEventListener("navigate", ({userInitiated, destination}: NavigateEvent) => {
    if (timer !== undefined && !userInitiated && !destination?.sameDocument) store.setItem(key, "lost");
  });

  function lookAgain(): void {
    look();
    if (++looks * lookMs < lastsMs) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    look,
    begin() {
      looks = 0;
      timer ??= setInterval(lookAgain, lookMs);
    }
  };
}

function hasText(): boolean {
  const text = document.querySelector("#observablehq-main");
  return text !== null && document.body.contains(text) && text.textContent.trim() !== "";
}
