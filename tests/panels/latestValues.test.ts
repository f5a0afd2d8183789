import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {createLatestValues} from "../../components/panels/latestValues.js";
import {microtasks} from "./fakeWorkers.js";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function create() {
  const calls: string[] = [];
  const newest = createLatestValues<number>({
    everyMs: 100,
    onFirst: () => calls.push("first"),
    onReturn: () => calls.push("return")
  });
  return {newest, calls};
}

const value = (value: number) => ({done: false, value});
const end = {done: true, value: undefined};

describe("createNewest()", () => {
  test("calls onFirst at the first next(), and onReturn once", async () => {
    const {newest, calls} = create();
    expect(calls).toEqual([]);
    const [first, second] = [newest.next(), newest.next()];
    expect(calls).toEqual(["first"]);
    await newest.return();
    await newest.return();
    expect(await Promise.all([first, second, newest.next()])).toEqual([end, end, end]);
    expect(calls).toEqual(["first", "return"]);
  });

  test("gives the newest of what it was shown, and makes only what it gives", async () => {
    const {newest} = create();
    const makes = [1, 2, 3].map((i) => vi.fn(() => i));
    makes.forEach((make) => newest.show(make));
    expect(await newest.next()).toEqual(value(3));
    expect(makes.map(({mock}) => mock.calls.length)).toEqual([0, 0, 1]);
  });

  test("waits between two values, then gives what is newest by then; the last does not wait", async () => {
    const {newest} = create();
    newest.show(() => 1);
    await newest.next();
    newest.show(() => 2);
    const given = vi.fn();
    void newest.next().then(given);
    await vi.advanceTimersByTimeAsync(99);
    newest.show(() => 3);
    await microtasks();
    expect(given).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(given).toHaveBeenCalledWith(value(3));
    newest.showLast(() => 4);
    newest.show(() => 5);
    expect(await newest.next()).toEqual(value(4));
    expect(await newest.next()).toEqual(end);
  });

  test("rejects once with its failure, and is over", async () => {
    const {newest, calls} = create();
    const waiting = newest.next();
    newest.fail(new Error("lost"));
    await expect(waiting).rejects.toThrow("lost");
    expect(await newest.next()).toEqual(end);
    await newest.return();
    expect(calls).toEqual(["first"]);
    const early = create().newest;
    early.fail(new Error("lost early"));
    await expect(early.next()).rejects.toThrow("lost early");
  });

  test("rejects if it cannot begin", async () => {
    const newest = createLatestValues<number>({
      everyMs: 100,
      onFirst: () => {
        throw new Error("no worker");
      },
      onReturn: () => {}
    });
    await expect(newest.next()).rejects.toThrow("no worker");
    expect(await newest.next()).toEqual(end);
  });

  test("throw(error) ends it as return() does, and rejects with the error", async () => {
    const {newest, calls} = create();
    const waiting = newest.next();
    await expect(newest.throw(new Error("mine"))).rejects.toThrow("mine");
    expect(await waiting).toEqual(end);
    expect(calls).toEqual(["first", "return"]);
  });
});
