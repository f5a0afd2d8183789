import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {type Cifar10, cifar10Classes} from "../../components/dataset/cifar10.js";
import {forgetCifar10, keptCifar10, saveCifar10} from "../../components/dataset/cifarStore.js";

import "fake-indexeddb/auto";

function images(value: number, count = 2): Cifar10["train"] {
  return {
    size: 32,
    count,
    classes: cifar10Classes,
    pixels: new Uint8Array(count * 3072).fill(value),
    labels: new Uint8Array(count).fill(value)
  };
}

beforeEach(forgetCifar10);
afterEach(() => vi.restoreAllMocks());

describe("keptCifar10()", () => {
  test("is undefined where nothing was saved", async () => {
    expect(await keptCifar10()).toBeUndefined();
  });

  test("is what saveCifar10(images) kept last", async () => {
    await saveCifar10({train: images(1), test: images(2, 1)});
    await saveCifar10({train: images(3), test: images(4, 1)});
    const kept = (await keptCifar10())!;
    expect(kept).toEqual({train: images(3), test: images(4, 1)});
    expect(kept.train.pixels).toBeInstanceOf(Uint8Array);
  });

  test("is undefined after forgetCifar10()", async () => {
    await saveCifar10({train: images(1), test: images(2)});
    await forgetCifar10();
    expect(await keptCifar10()).toBeUndefined();
  });

  test("opens the database once, however often it is asked", async () => {
    const open = vi.spyOn(indexedDB, "open");
    for (let i = 0; i < 3; ++i) await keptCifar10();
    expect(open.mock.calls.length).toBeLessThanOrEqual(1);
  });
});

describe("saveCifar10(images)", () => {
  test("rejects with the room it needs where the browser has none, and keeps what was there", async () => {
    await saveCifar10({train: images(1), test: images(2)});
    const cause = new DOMException("Quota exceeded.", "QuotaExceededError");
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw cause;
    });
    const error = await saveCifar10({train: images(3, 400), test: images(4, 100)}).catch((error) => error);
    expect(error.message).toBe(
      "the browser has no room for CIFAR-10: it needs 2 MB (Quota exceeded.)" // 500 · 3072 bytes = 1.536 MB
    );
    expect(error.cause).toBe(cause);
    expect((await keptCifar10())!.train.labels[0]).toBe(1);
  });
});
