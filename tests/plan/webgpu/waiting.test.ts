import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {createReadBacks} from "../../../components/plan/machines/webgpu/readBacks.js";
import {waitFor} from "../../../components/plan/machines/webgpu/waiting.js";

/** The timer of a device like Firefox's. */
const tickMs = 100;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("GPUBufferUsage", {MAP_READ: 1, COPY_DST: 8});
  vi.stubGlobal("GPUMapMode", {READ: 1});
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/**
 * Returns a device of which work of *workMs* is asked before each map, and which looks at what it has completed on a timer
 * and at each submission, or else, *timed* being false, tells it at once.
 */
function deviceOf({timed = true, workMs = 0, idleMs = 1} = {}) {
  const maps: {doneAt: number; resolve(): void}[] = [];
  let ownMs = idleMs;
  let lose!: (info: object) => void;
  const look = () => {
    for (const map of maps.splice(0)) {
      if (map.doneAt <= performance.now()) map.resolve();
      else maps.push(map);
    }
  };
  if (timed) setInterval(look, tickMs);
  const submit = vi.fn(look);
  const mapAsync = () =>
    new Promise<void>((resolve) => {
      maps.push({doneAt: performance.now() + ownMs, resolve});
      if (!timed) setTimeout(look, ownMs);
    });
  const createBuffer = ({size}: {size: number}) => ({
    size,
    mapAsync,
    getMappedRange: () => new ArrayBuffer(size),
    unmap() {},
    destroy() {}
  });
  const device = {
    createBuffer,
    createCommandEncoder: () => ({finish: () => ({})}),
    queue: {submit},
    lost: new Promise((resolve) => (lose = resolve))
  } as unknown as GPUDevice;
  const begin = () => (ownMs = workMs);
  return {device, submit, begin, lose};
}

/** Returns what *promise* resolves to, and how long it took by the fake clock. */
async function timed<T>(promise: Promise<T>): Promise<{value: T; ms: number}> {
  const start = performance.now();
  let ended: {value: T; ms: number} | undefined;
  void promise.then((value) => (ended = {value, ms: performance.now() - start}));
  for (let i = 0; i < 1000 && !ended; i++) await vi.advanceTimersByTimeAsync(1);
  if (!ended) throw new Error("it takes more than a second");
  return ended;
}

describe("waitFor(device)", () => {
  test("reads back in a few milliseconds where the device completes work on a timer", async () => {
    const {device, submit, begin} = deviceOf({workMs: 7});
    const {value: wait} = await timed(waitFor(device));
    expect(submit).not.toHaveBeenCalled();
    begin();
    const readBacks = createReadBacks(device, wait);
    for (let step = 0; step < 5; step++) {
      const {value, ms} = await timed(readBacks.contents(readBacks.take(16), [4]));
      expect(value).toEqual([new Float32Array(4)]);
      expect(ms).toBeLessThanOrEqual(7 + 2);
    }
    expect(submit.mock.calls.length).toBeLessThanOrEqual(5 * 9);
  });

  test("submits once a turn whatever is waited for at once, and stops when nothing is", async () => {
    const {device, submit, begin} = deviceOf({workMs: 10});
    const {value: wait} = await timed(waitFor(device));
    begin();
    const readBacks = createReadBacks(device, wait);
    const three = () => Promise.all([1, 2, 3].map(() => readBacks.contents(readBacks.take(16), [4])));
    await timed(three());
    await timed(three()); // begins before the last turn has ended
    const {length} = submit.mock.calls;
    expect(length).toBeLessThanOrEqual(2 * 12);
    await vi.advanceTimersByTimeAsync(500);
    expect(submit.mock.calls.length).toBe(length);
  });

  test("submits nothing where the device tells at once, however long its work takes", async () => {
    const {device, submit, begin} = deviceOf({timed: false, workMs: 300});
    const {value: wait, ms} = await timed(waitFor(device));
    expect(ms).toBeLessThan(5);
    begin();
    const readBacks = createReadBacks(device, wait);
    const read = await timed(readBacks.contents(readBacks.take(16), [4]));
    expect(read.ms).toBeLessThanOrEqual(301);
    expect(submit).not.toHaveBeenCalled();
  });

  test("finds it out once a device", async () => {
    const {device} = deviceOf();
    const other = deviceOf().device;
    expect(waitFor(device)).toBe(waitFor(device));
    expect(waitFor(device)).not.toBe(waitFor(other));
  });

  test("stops when the device is lost, and passes on what fails", async () => {
    const {device, submit, lose} = deviceOf();
    const {value: wait} = await timed(waitFor(device));
    await expect(wait(Promise.reject(new Error("the map was refused")))).rejects.toThrow(
      "the map was refused"
    );
    void wait(new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(20);
    expect(submit).toHaveBeenCalled();
    lose({reason: "unknown", message: ""});
    await vi.advanceTimersByTimeAsync(5);
    const {length} = submit.mock.calls;
    await vi.advanceTimersByTimeAsync(500);
    expect(submit.mock.calls.length).toBe(length);
  });
});
