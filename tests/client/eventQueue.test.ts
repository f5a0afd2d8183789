import {expect, test} from "vitest";
import {createEventQueue, type EventQueue} from "../../components/client/eventQueue.js";

async function all<T>(queue: EventQueue<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of queue) values.push(value);
  return values;
}

test("createQueue() yields what was pushed before it was read, in order, and ends at close()", async () => {
  const queue = createEventQueue<number>();
  for (const value of [1, 2, 3]) queue.push(value);
  queue.close();
  expect(await all(queue)).toEqual([1, 2, 3]);
});

test("createQueue() yields what is pushed while it is waited for", async () => {
  const queue = createEventQueue<number>();
  const read = all(queue);
  for (const value of [1, 2]) {
    await Promise.resolve();
    queue.push(value);
  }
  await new Promise((resolve) => setTimeout(resolve));
  queue.push(3);
  queue.push(4);
  queue.close();
  expect(await read).toEqual([1, 2, 3, 4]);
});

test("createQueue() drops what is pushed after close()", async () => {
  const queue = createEventQueue<number>();
  const read = all(queue);
  queue.push(1);
  queue.close();
  queue.push(2);
  expect(await read).toEqual([1]);
});
