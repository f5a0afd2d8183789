/** An async iterator of the newest of what it is shown. Made by createLatestValues. */
export interface LatestValues<T> extends AsyncIterableIterator<T> {
  return(value?: unknown): Promise<IteratorResult<T>>;
  throw(error?: unknown): Promise<IteratorResult<T>>;
  /** Takes *make*, which returns a value when one is asked for, in place of what has not been given out. */
  show(make: () => T): void;
  /** Like show, except that the iteration ends after this value. */
  showLast(make: () => T): void;
  /** Ends the iteration by rejecting what is asked for next with *error*. */
  fail(error: Error): void;
  /** Ends the iteration at once; what was shown and not given out is dropped. */
  end(): void;
}

/** Options of createLatestValues. */
export interface LatestValuesOptions {
  /** Time between two values, at the least. The last value does not wait. */
  everyMs: number;
  /** Called at the first next(), unless the iteration has ended before. */
  onFirst: () => void;
  /** Called when the reader of the iteration ends it. */
  onReturn: () => void;
}

interface Waiting<T> {
  resolve(result: IteratorResult<T>): void;
  reject(error: Error): void;
}

/** Returns an iterator that is shown values: a slow reader misses some, never waits for old ones. */
export function createLatestValues<T>({everyMs, onFirst, onReturn}: LatestValuesOptions): LatestValues<T> {
  const waiting: Waiting<T>[] = [];
  let newest: {make: () => T; last: boolean} | undefined;
  let failure: Error | undefined;
  let [begun, over] = [false, false];
  let givenMs = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function close(): void {
    over = true;
    newest = undefined;
    clearTimeout(timer);
    for (const {resolve} of waiting.splice(0)) resolve({done: true, value: undefined});
  }

  /** Gives out what there is to whoever waits, or sees to it that this is called again. */
  function settle(): void {
    clearTimeout(timer);
    if (waiting.length === 0) return;
    if (failure) {
      waiting.shift()!.reject(failure);
      return close();
    }
    if (!newest) return;
    const restMs = newest.last ? 0 : givenMs + everyMs - performance.now();
    if (restMs > 0) timer = setTimeout(settle, restMs);
    else give(newest);
  }

  function give({make, last}: {make: () => T; last: boolean}): void {
    newest = undefined;
    givenMs = performance.now();
    waiting.shift()!.resolve({done: false, value: make()});
    if (last) close();
  }

  function take(make: () => T, last: boolean): void {
    if (over || failure || newest?.last) return;
    newest = {make, last};
    settle();
  }

  function fail(error: Error): void {
    if (over || newest?.last) return;
    failure ??= error;
    settle();
  }

  function stop(): void {
    const open = !over;
    close();
    if (open) onReturn();
  }

  function begin(): void {
    begun = true;
    try {
      onFirst();
    } catch (error) {
      fail(error as Error);
    }
  }

  return {
    next() {
      if (over) return Promise.resolve({done: true, value: undefined});
      return new Promise((resolve, reject) => {
        waiting.push({resolve, reject});
        if (!begun) begin();
        settle();
      });
    },
    return(value) {
      stop();
      return Promise.resolve({done: true, value});
    },
    throw(error) {
      stop();
      return Promise.reject(error);
    },
    show: (make) => take(make, false),
    showLast: (make) => take(make, true),
    fail,
    end: close,
    [Symbol.asyncIterator]() {
      return this;
    }
  };
}
