import type {BackendName} from "../experiment/backend.js";

/** The graphics device is gone, by a crash of its driver, or because the system took it away. */
export class DeviceLostError extends Error {
  override name = "DeviceLostError";
  constructor(reason: string) {
    super(`the graphics device was lost: ${reason}`);
  }
}

/** Returns whether *error* says that the device is gone. */
export function isDeviceLoss(error: unknown): boolean {
  return (error as Error).name === "DeviceLostError";
}

/** A backend that lost its device more often than this is not opened again. */
const lossesAllowed = 2;

/** Counts how often each backend has lost its device. */
export interface LossCount {
  /** Counts a loss, and returns the backends that are not to be opened again, each with *reason*. */
  add(backend: BackendName, reason: string): ReadonlyMap<BackendName, string>;
}

/** Returns a count that begins at zero for every backend. */
export function createLossCount(): LossCount {
  const losses = new Map<BackendName, number>();
  return {
    add(backend, reason) {
      losses.set(backend, (losses.get(backend) ?? 0) + 1);
      const often = [...losses].filter(([, count]) => count > lossesAllowed);
      return new Map(often.map(([name]) => [name, reason]));
    }
  };
}
