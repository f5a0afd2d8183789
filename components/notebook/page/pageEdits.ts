import type {EditableCell} from "../cell/cell.js";
import {announceCells, registeredCells} from "../cell/registry.js";
import {type Edit, loadEdits, saveEdits} from "../edits/edits.js";
import {editsOff} from "../edits/editsOff.js";
import type {LinkedCell} from "../edits/link.js";
import {putInPlace} from "../graph/graph.js";
import type {EditsBar} from "./editsBar.js";
import type {LastVisit, PageWatch} from "./pageWatch.js";

/** The edits of a page: kept, brought back, and offered where they come from elsewhere. */
export interface PageEdits {
  /** Brings the kept edits back. After a visit that was not fine they are shown and not run. Until then none are kept. */
  restore(visit: LastVisit): Promise<void>;
  /** Called after a change of any cell: soon after, the bar and what is kept follow. */
  follow(): void;
  /** Shows what a link carries. It runs only if the reader agrees. */
  offer(content: {cells: readonly LinkedCell[]}, done?: () => void): void;
}

/** Returns the edits of this page. Calls **end** of *watch* when no edited code runs any more. */
export function createPageEdits(watch: Pick<PageWatch, "end">): PageEdits {
  const path = location.pathname;
  const touched = new Set<string>(); // what is kept of these cells is ours to change; of others, another tab's
  const linked = new Set<string>(); // a link's code was put over what the reader has kept of these
  let restored = false;
  let kept = !editsOff();
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
      else bar ??= createBar(() => linked.clear());
      const waiting = list.filter(({ran, source}) => ran !== source).length;
      void bar?.then(({follow}) => follow({edited: list.length, waiting, kept}));
      announceCells();
    });
  }

  function keep(): void {
    for (const {key, origin} of edited()) {
      touched.add(key);
      if (origin === "link") linked.add(key);
      else if (origin === "own") linked.delete(key);
    }
    const own = edited().filter(({key}) => !linked.has(key));
    // A cell that is not on the page any more is there at the next visit: code may have taken it away.
    const isOthers = (key: string) => linked.has(key) || !touched.has(key) || !registeredCells().has(key);
    const others = loadEdits(path).filter(({key}) => !own.some((cell) => cell.key === key) && isOthers(key));
    kept = saveEdits(path, [...others, ...own.map(editOf)]);
  }

  async function offerOutdated(outdated: readonly Edit[]): Promise<void> {
    const {offerEdits} = await import("./offerEdits.js");
    offerEdits(outdated, {
      heading: "You have edited an earlier version of this page.",
      text: "What you changed has been published anew since. Your version has not run.",
      origin: "own",
      ignore() {
        for (const {key} of outdated) touched.add(key);
        follow();
      }
    });
  }

  return {
    follow,
    async restore(visit) {
      const known = loadEdits(path).flatMap((edit) => {
        const cell = registeredCells().get(edit.key);
        return cell ? [{edit, cell}] : [];
      });
      const outdated = known.filter(({edit, cell}) => edit.base !== cell.base).map(({edit}) => edit);
      const current = known.filter(({edit, cell}) => edit.base === cell.base);
      for (const {edit, cell} of current) cell.write(edit.source);
      if (visit !== "fine" && known.length > 0) void tellOf(visit);
      else
        await putInPlace(
          await Promise.all(
            current.flatMap(({edit: {source, ran = source}, cell}) =>
              ran === null ? [] : [cell.prepare(ran)]
            )
          )
        );
      restored = true; // until then what is kept stays as it is
      if (outdated.length > 0) void offerOutdated(outdated);
      follow();
    },
    async offer({cells: carried}, done) {
      const {offerLinked} = await import("./offerEdits.js");
      offerLinked(carried, done);
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

function editOf({key, base, source, ran}: EditableCell): Edit {
  return ran === source ? {key, base, source} : {key, base, source, ran: ran ?? null};
}

async function createBar(onResetAll: () => void): Promise<EditsBar> {
  const {editsBar} = await import("./editsBar.js");
  const bar = editsBar({
    async link() {
      const {encodeLink} = await import("../edits/link.js");
      const linked = edited().map(({key, base, source}) => ({key, base, source}));
      return new URL(await encodeLink({cells: linked}), location.href).href;
    },
    async runAll() {
      const waiting = edited().filter(({ran, source}) => ran !== source);
      await putInPlace(await Promise.all(waiting.map((cell) => cell.prepare())));
    },
    async resetAll() {
      onResetAll();
      await putInPlace(await Promise.all(edited().map((cell) => cell.prepare(null))));
    }
  });
  document.body.append(bar.element);
  return bar;
}

async function tellOf(visit: Exclude<LastVisit, "fine">): Promise<void> {
  const {tellOfVisit} = await import("./notRun.js");
  tellOfVisit(visit, {ran: "edited code ran on it", shown: "your edits are shown, and have not run"});
}
