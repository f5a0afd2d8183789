import {backendNames} from "./backend.js";
import {executors} from "./executor.js";

/** Returns what is wrong with the *backend* and the *executor* that somebody asks for, a sentence each. */
export function placeFaults(backend: unknown, executor: unknown): string[] {
  const backends: readonly unknown[] = ["auto", ...backendNames];
  const known: readonly unknown[] = executors;
  return [
    ...(backends.includes(backend)
      ? []
      : [`invalid backend: ${String(backend)}; it must be one of ${backends.join(", ")}`]),
    ...(known.includes(executor)
      ? []
      : [`invalid executor: ${String(executor)}; it must be one of ${executors.join(", ")}`])
  ];
}
