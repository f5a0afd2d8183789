import {describe, expect, test} from "vitest";
import {openWasm} from "../../../components/plan/machines/wasm/module.js";

describe("openWasm(bytes)", () => {
  test("gives every caller a memory of its own, all zeros where tensors begin", async () => {
    const [one, other] = await Promise.all([openWasm(1000), openWasm(1000)]);
    expect(one.start % 64).toBe(0);
    expect(one.memory).not.toBe(other.memory);
    expect(one.memory.buffer.byteLength).toBeGreaterThanOrEqual(one.start + 1000);
    const numbers = new Float32Array(one.memory.buffer, one.start, 250);
    expect(numbers.every((value) => value === 0)).toBe(true);
    numbers.fill(1);
    one.exports.scale(one.start, 0, 250, 2);
    expect(numbers.every((value) => value === 2)).toBe(true);
    expect(new Float32Array(other.memory.buffer, other.start, 250)).toEqual(new Float32Array(250));
  });

  test("has room for the largest networks", async () => {
    const {memory} = await openWasm(2 ** 30);
    expect(memory.buffer.byteLength).toBeGreaterThan(2 ** 30);
  });

  test("says what is missing if there is not so much memory", async () => {
    await expect(openWasm(2 ** 33)).rejects.toThrow(
      "not enough memory: a network needs 8193 MB; WebAssembly has 4096 MB at most"
    );
  });
});
