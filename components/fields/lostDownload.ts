/**
 * What browsers say where a part of the site did not come: Chrome, Firefox and Safari of a module and of a file, and
 * TensorFlow.js of its WebAssembly.
 */
const said =
  /dynamically imported module|Importing a module script failed|Failed to fetch|NetworkError when attempting|Load failed|fetching of the wasm failed|can serve the `\.wasm` file|its file may not have come/;

/** Returns whether an *error* is that a part of the site could not be loaded: the next try may succeed. */
export function isLostDownload(error: unknown): boolean {
  return error instanceof Error && said.test(error.message);
}

/**
 * Returns whether the *message* of an error is that a module lacks what another imports, as Chrome, Firefox and Safari say it. Where a
 * reader's own code is not at work, one of the two is of another version of the site.
 */
export function isOtherVersion(message: string): boolean {
  return / provide an export named|Importing binding/.test(message);
}

const wayOn = "try again, and if that does not help, reload the page";

/** What readers are told of it. */
export const lostDownloadText = `a part of this page could not be loaded: the connection is gone, or the site has changed; ${wayOn}`;

/** Returns what readers are told of an *error* by which a part of the site was not opened: it may be lost, or of another version. */
export function unopenedText(error: unknown): string {
  return isLostDownload(error) ? lostDownloadText : `${(error as Error).message}; ${wayOn}`;
}
