import type {EditableCell} from "./editableCell.js";
import {type Edit, loadEdits, saveEdits} from "./edits.js";
import type {EditsBar} from "./editsBar.js";
import type {FreezeWatch} from "./freezeWatch.js";
import type {LinkedCell} from "./link.js";
import {announceCells, registeredCells} from "./registry.js";

/** The edits of a page: kept, brought back, and offered where they come from elsewhere. */
export interface PageEdits {
  /** Brings the kept edits back. After a freeze they are shown and not run. */
  restore(frozen: boolean): void;
  /** Called after a change of any cell: soon after, the bar and what is kept follow. */
  follow(): void;
  /** Shows what a link carries. It runs only if the reader agrees. */
  offer(content: {cells: readonly LinkedCell[]}): void;
}

/** Returns the edits of this page. *watch* is told when no edited code is at work any more. */
export function createPageEdits(watch: Pick<FreezeWatch, "end">): PageEdits {
  const path = location.pathname;
  let stored: Edit[] = [];
  let restored = false;
  let kept = true;
  let soon = false;
  let bar: Promise<EditsBar> | undefined;

  function follow(): void {
    if (soon) return;
    soon = true;
    queueMicrotask(() => {
      soon = false;
      if (restored) keep();
      const list = edited();
      if (list.length === 0) watch.end();
      else bar ??= createBar();
      const waiting = list.filter(({ran, source}) => ran !== source).length;
      void bar?.then(({follow}) => follow({edited: list.length, waiting, kept}));
      announceCells();
    });
  }

  /** What a link has put into a cell is not the reader's own: what was kept before stays. So does what has no cell now. */
  function keep(): void {
    const byKey = new Map(cells().map((cell) => [cell.key, cell]));
    const others = stored.filter(({key, base}) => {
      const cell = byKey.get(key);
      return !cell || cell.origin === "link" || (base !== cell.base && !cell.edited);
    });
    const own = edited().filter(({origin}) => origin !== "link");
    stored = [...others.filter(({key}) => !own.some((cell) => cell.key === key)), ...own.map(editOf)];
    kept = saveEdits(path, stored);
  }

  async function offerOutdated(outdated: readonly Edit[]): Promise<void> {
    const {offerEdits} = await import("./offerEdits.js");
    offerEdits(outdated, {
      heading: "You have edited an earlier version of this page.",
      text: "What you changed has been published anew since. Your version has not run.",
      origin: "own",
      ignore() {
        stored = stored.filter((edit) => !outdated.includes(edit));
        follow();
      }
    });
  }

  return {
    follow,
    restore(frozen) {
      stored = loadEdits(path);
      const outdated: Edit[] = [];
      for (const edit of stored) {
        const cell = registeredCells().get(edit.key);
        if (!cell) continue;
        if (edit.base !== cell.base) outdated.push(edit);
        else if (frozen || edit.ran === null) cell.write(edit.source);
        else void runKept(cell, edit);
      }
      restored = true;
      if (frozen && stored.length > 0) void tellOfFreeze();
      if (outdated.length > 0) void offerOutdated(outdated);
      follow();
    },
    async offer({cells: linked}) {
      const {offerLinked} = await import("./offerEdits.js");
      offerLinked(linked);
    }
  };
}

/** Those that the page was published with; a notebook looks after its own. */
function cells(): EditableCell[] {
  return [...registeredCells().values()].filter(({published}) => published !== undefined);
}

function edited(): EditableCell[] {
  return cells().filter((cell) => cell.edited);
}

async function runKept(cell: EditableCell, {source, ran = source}: Edit): Promise<void> {
  cell.write(ran!);
  await cell.run();
  if (source !== ran) cell.write(source);
}

function editOf({key, base, source, ran}: EditableCell): Edit {
  return ran === source ? {key, base, source} : {key, base, source, ran: ran ?? null};
}

async function createBar(): Promise<EditsBar> {
  const {editsBar} = await import("./editsBar.js");
  const bar = editsBar({
    async link() {
      const {encodeLink} = await import("./link.js");
      const linked = edited().map(({key, base, source}) => ({key, base, source}));
      return new URL(await encodeLink({cells: linked}), location.href).href;
    },
    runAll: () => edited().forEach((cell) => cell.ran !== cell.source && void cell.run()),
    resetAll: () => edited().forEach((cell) => void cell.reset())
  });
  document.body.append(bar.element);
  return bar;
}

async function tellOfFreeze(): Promise<void> {
  const {noticeBanner, showBanner} = await import("./offer.js");
  showBanner(
    noticeBanner(
      "This page stopped responding, or was closed by force, while edited code ran on it. So your edits are shown, and have not run."
    )
  );
}
