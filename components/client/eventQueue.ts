/** An async iterable to push values to. Made by createEventQueue. */
export interface EventQueue<T> extends AsyncIterable<T> {
  push(value: T): void;
  /** Ends the iteration after what was pushed. Later pushes are dropped. */
  close(): void;
}

/** Returns an empty queue, for one reader: values wait until they are read. */
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
