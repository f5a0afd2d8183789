import type {Origin} from "../cell/cell.js";
import {registeredCells} from "../cell/registry.js";
import type {LinkedCell} from "../edits/link.js";
import {putInPlace} from "../graph/graph.js";
import {noticeBanner, reviewBanner, showBanner} from "./reviewEdits.js";

/** How edits from elsewhere are presented, and what follows each choice. */
export interface EditsOffer {
  heading: string;
  text: string;
  notes?: readonly string[];
  /** Whose code it is. */
  origin: Origin;
  ignore?(): void;
  /** Called after any of the buttons. */
  done?(): void;
}

/** Shows *edits* beside what their cells hold now. Each cell must be on the page. */
export function offerEdits(
  edits: readonly LinkedCell[],
  {origin, ignore = () => {}, ...words}: EditsOffer
): void {
  const cells = edits.map(({key, base, source}) => {
    const cell = registeredCells().get(key)!;
    const {title, lang, source: before} = cell;
    return {title, lang, before, after: source, outdated: base !== cell.base};
  });
  const show = () => edits.forEach(({key, source}) => registeredCells().get(key)?.write(source, origin));
  showBanner(
    reviewBanner({
      ...words,
      origin,
      cells,
      run() {
        show();
        const ready = edits.map(({key}) => registeredCells().get(key)?.prepare());
        void Promise.all(ready).then(putInPlace);
      },
      show,
      ignore
    })
  );
}

/**
 * Shows what a link changes on this page, and calls *done* after any button. Says nothing if it changes nothing.
 */
export function offerLinked(linked: readonly LinkedCell[], done?: () => void): void {
  const known = linked.filter(({key}) => registeredCells().has(key));
  if (known.length === 0)
    return showBanner(
      noticeBanner("This link changes cells that this page does not have.", {origin: "link", done})
    );
  const changed = known.filter(({key, source}) => registeredCells().get(key)!.source !== source);
  if (changed.length === 0) return;
  const lost = linked.length - known.length;
  offerEdits(changed, {
    heading: `This link changes the code of ${changed.length === 1 ? "one cell" : `${changed.length} cells`} on this page.`,
    text: "It has not run. Read it, and run it only if you trust whoever sent you the link: it can do whatever a page of this site can do in your browser.",
    notes: lost > 0 ? [`It also changes ${lost} that this page does not have.`] : [],
    origin: "link",
    done
  });
}
