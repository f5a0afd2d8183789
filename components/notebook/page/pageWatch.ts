import type {FreezeWatch} from "../edits/freezeWatch.js";
import type {LossWatch, RestoreWatch} from "../edits/restoreWatch.js";

/** How a page that ran edited code was left: only after a fine visit does that code run again by itself. */
export type LastVisit = "fine" | "frozen" | "lost";

/** Knows what edited code does to its page. See freezeWatch.ts and restoreWatch.ts. */
export interface PageWatch {
  /** Resolves to how the page was left. After a fine visit, what was kept may be brought back, and is watched from now on. */
  lastVisit(): Promise<LastVisit>;
  /** Called when all that was kept is in its place. */
  settle(): void;
  /** Called when edited code begins to run: while it runs and the page is visible, a note is kept. */
  begin(): Promise<void>;
  /** Called when no edited code runs any more. */
  end(): void;
}

/** Returns the watch of this page. Loads what watches when it is first needed. */
export function watchPage(invalidation: Promise<unknown>): PageWatch {
  let active = false;
  let loaded: Promise<FreezeWatch> | undefined;
  let restoring: RestoreWatch | undefined;
  let losses: LossWatch | undefined;
  let visit: Promise<LastVisit> | undefined;
  const freezes = () => (loaded ??= loadFreezeWatch());
  const end = () => void loaded?.then((it) => it.end());
  const leave = () => {
    end();
    restoring?.leave();
    losses?.look();
  };
  const follow = async () => {
    if (!active || document.visibilityState !== "visible") return end();
    (await freezes()).begin();
  };
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", follow);
  void invalidation.then(() => {
    removeEventListener("pagehide", leave);
    document.removeEventListener("visibilitychange", follow);
    end();
  });

  async function findVisit(): Promise<LastVisit> {
    const frozen = await (await freezes()).frozen;
    const {createRestoreWatch} = await import("../edits/restoreWatch.js");
    const watch = createRestoreWatch({key: restoringKey()});
    if (frozen || watch.lost) return frozen ? "frozen" : "lost";
    restoring = watch;
    watch.begin();
    return "fine";
  }

  return {
    lastVisit: () => (visit ??= findVisit()),
    settle: () => restoring?.settle(),
    async begin() {
      active = true;
      (await freezes()).begin();
      const {createLossWatch} = await import("../edits/restoreWatch.js");
      losses ??= createLossWatch({key: restoringKey()});
      losses.begin();
    },
    end() {
      active = false;
      end();
    }
  };
}

const restoringKey = () => `restoring:${location.pathname}`;

async function loadFreezeWatch(): Promise<FreezeWatch> {
  const {createFreezeWatch} = await import("../edits/freezeWatch.js");
  return createFreezeWatch({key: `editing:${location.pathname}`});
}
