import {del, get, set} from "idb-keyval";
import type {Dataset, ImageSize} from "./images.js";
import {imageStore} from "./imageStore.js";
import {type OwnClass, ownDataset} from "./ownImages.js";

/** The key that they are kept under. */
const own = "own";

/** Keeps a reader's classes in the browser, for the next visit and for the workers. Rejects if the browser keeps nothing. */
export async function saveOwnClasses(classes: readonly OwnClass[]): Promise<void> {
  try {
    await (classes.length > 0 ? set(own, classes, imageStore()) : del(own, imageStore()));
  } catch (cause) {
    throw new Error(`the browser keeps no images (${(cause as Error).message})`, {cause});
  }
}

/** Returns the classes that the reader has given on this site, none by default. Rejects where nothing can be kept. */
export async function keptOwnClasses(): Promise<readonly OwnClass[]> {
  if (!globalThis.indexedDB)
    throw new Error("a reader's own images are kept in a browser, and there is none");
  return (await get<readonly OwnClass[]>(own, imageStore())) ?? [];
}

/**
 * Returns the data set of the reader's classes, which must be *numClasses*. Rejects if there are none, or not so many, or too few
 * images of one.
 */
export async function keptOwnDataset(size: ImageSize, numClasses?: number): Promise<Dataset> {
  const classes = await keptOwnClasses();
  if (classes.length === 0)
    throw new Error("there are no images of yours here yet; give some on the page “ResNet-50 in code”");
  if (classes.length !== numClasses)
    throw new Error(`invalid numClasses: ${numClasses}; your images are of ${classes.length} classes`);
  return ownDataset(classes, size);
}
