import {accessSync, constants, statSync} from "node:fs";
import {delimiter, join} from "node:path";

/** Returns the path of the first program of *names* that is installed: commands on the path, or whole paths. */
export function findExecutable(names: readonly string[]): string | undefined {
  return names.flatMap((name) => (/[\\/]/.test(name) ? name : onPath(name))).find(isExecutable);
}

/** Returns whether a path is one of a file that can be run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function onPath(command: string): string[] {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder)
    .map((folder) => join(folder, command));
}
