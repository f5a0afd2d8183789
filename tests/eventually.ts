import {vi} from "vitest";

/**
 * Waits until the check no longer throws, and returns what it returns. A busy machine takes its time: only after a minute
 * is what the check threw thrown.
 */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, {timeout: 60_000, interval: 20});
}
