import {backendNames} from "./backend.js";
import {trainingPaths} from "./executor.js";

/** Returns what is wrong with the *backend* and the *path* that somebody asks for, a sentence each. */
export function placeFaults(backend: unknown, path: unknown): string[] {
  const backends: readonly unknown[] = ["auto", ...backendNames];
  const paths: readonly unknown[] = trainingPaths;
  return [
    ...(backends.includes(backend)
      ? []
      : [`invalid backend: ${String(backend)}; it must be one of ${backends.join(", ")}`]),
    ...(paths.includes(path)
      ? []
      : [`invalid path: ${String(path)}; it must be one of ${trainingPaths.join(", ")}`])
  ];
}
