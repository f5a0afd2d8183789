import {everyThread} from "../../scripts/faults/browser/everyThread.js";

/**
 * Returns a script for a page that takes features away, in the page and in each worker that it starts. *remove* is code that runs
 * in both before all else; its `hide(path)` takes away a global, such as `"SharedArrayBuffer"`, or what one has, such as
 * `"Navigator.prototype.gpu"`. The page must be opened with `bypassCSP`.
 */
export function withoutFeatures(remove: string): string {
  return everyThread(`${hide}\n${remove}`);
}

/** As text, since it runs where no module of ours is. */
const hide = `
  function hide(path) {
    const names = path.split(".");
    const last = names.pop();
    const owner = names.reduce((at, name) => at?.[name], globalThis);
    for (let at = owner; at; at = Object.getPrototypeOf(at)) delete at[last];
  }`;
