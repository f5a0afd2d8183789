/** An async iterable that is pushed to. Made by createEventQueue. */
export interface EventQueue<T> extends AsyncIterable<T> {
  push(value: T): void;
  /** Ends the iteration after what was pushed. Later pushes are dropped. */
  close(): void;
}

/** Returns a queue: what is pushed waits until it is asked for. It has one reader. */
export function createEventQueue<T>(): EventQueue<T> {
  const values: T[] = [];
  let closed = false;
  let wake = () => {};
  return {
    push(value) {
      if (closed) return;
      values.push(value);
      wake();
    },
    close() {
      closed = true;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (values.length > 0) yield values.shift()!;
        if (closed) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
  };
}
