/** Who waits on a device: each is told once that it is gone. */
interface Waiting {
  readonly rejects: Set<(error: unknown) => void>;
  /** Why it is gone, if it is. */
  gone?: {error: unknown};
}

const waitingOn = new WeakMap<Promise<never>, Waiting>();

/** Who waits on the device that *lost* tells of; that promise is asked once, since it holds for its life whoever asks it. */
function waiting(lost: Promise<never>): Waiting {
  const known = waitingOn.get(lost);
  if (known) return known;
  const list: Waiting = {rejects: new Set()};
  waitingOn.set(lost, list);
  lost.catch((error) => {
    list.gone = {error};
    for (const reject of list.rejects) reject(error);
    list.rejects.clear();
  });
  return list;
}

/** How long a loss may be told after an error of the browser's own, such as a read-back that it broke off. */
const lossFollowsMs = 2000;

/**
 * Waits for *work*, but not on a device that is gone: rejects as *lost* does when that comes first. Reports the
 * device loss rather than errors it caused, which may arrive before it.
 */
export function onDevice<T>(
  work: Promise<T>,
  {lost, nextTask}: {lost?: Promise<never>; nextTask(): Promise<void>}
): Promise<T> {
  if (!lost) return work;
  const after = work.catch(async (error) => {
    if (error instanceof DOMException) await new Promise((resolve) => setTimeout(resolve, lossFollowsMs));
    else await nextTask();
    throw error;
  });
  const {rejects, gone} = waiting(lost);
  return new Promise((resolve, reject) => {
    if (gone) reject(gone.error);
    else rejects.add(reject);
    after.then(resolve, reject).finally(() => rejects.delete(reject));
  });
}
