import {expect, test, vi} from "vitest";
import {onDevice} from "../../components/worker/onDevice.js";

const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve));

function device() {
  let lose = (_: Error) => {};
  const lost = new Promise<never>((_, reject) => (lose = reject));
  return {lost, lose};
}

test("onDevice(work) is what work is, and its error if the device is not lost", async () => {
  const {lost} = device();
  expect(await onDevice(Promise.resolve(3), {lost, nextTask})).toBe(3);
  await expect(onDevice(Promise.reject(new Error("no")), {lost, nextTask})).rejects.toThrow("no");
});

test("onDevice(work) rejects when the device is lost: what waits, what failed of it, and what comes later", async () => {
  const {lost, lose} = device();
  const waits = onDevice(new Promise(() => {}), {lost, nextTask});
  const failed = onDevice(Promise.reject(new Error("of it")), {lost, nextTask});
  lose(new Error("lost"));
  await expect(waits).rejects.toThrow("lost");
  await expect(failed).rejects.toThrow("lost");
  await expect(onDevice(new Promise(() => {}), {lost, nextTask})).rejects.toThrow("lost");
});

test("onDevice(work) waits a while for the loss that a browser's error may be the first sign of, and no longer", async () => {
  vi.useFakeTimers();
  try {
    const brokenOff = () => Promise.reject(new DOMException("unmapped", "AbortError"));
    const {lost, lose} = device();
    const failed = onDevice(brokenOff(), {lost, nextTask});
    await vi.advanceTimersByTimeAsync(1000); // a busy machine tells of the loss late
    lose(new Error("lost"));
    await expect(failed).rejects.toThrow("lost");
    const fails = onDevice(brokenOff(), {lost: device().lost, nextTask});
    const rejected = expect(fails).rejects.toThrow("unmapped");
    await vi.advanceTimersByTimeAsync(2000);
    await rejected;
  } finally {
    vi.useRealTimers();
  }
});

test("onDevice() asks a device once whether it is lost, however much is done on it: each question would be kept for its life", async () => {
  const {lost} = device();
  const asked = vi.spyOn(lost, "then");
  for (let i = 0; i < 100; i++) await onDevice(Promise.resolve(i), {lost, nextTask});
  expect(asked).toHaveBeenCalledTimes(1);
});
