import {del, get, set} from "idb-keyval";
import type {Cifar10} from "./cifar10.js";
import {imageStore} from "./imageStore.js";

/** Keeps CIFAR-10 in the browser, so that readers drop the files once only. Rejects if the browser has no room for it. */
export async function saveCifar10(images: Cifar10): Promise<void> {
  try {
    await set("cifar10", images, imageStore());
  } catch (cause) {
    const megabytes = Math.ceil((images.train.pixels.length + images.test.pixels.length) / 1e6);
    throw new Error(
      `the browser has no room for CIFAR-10: it needs ${megabytes} MB (${(cause as Error).message})`,
      {cause}
    );
  }
}

/** Returns CIFAR-10 if it was dropped on this site before. */
export async function keptCifar10(): Promise<Cifar10 | undefined> {
  return get<Cifar10>("cifar10", imageStore());
}

/** Forgets CIFAR-10. */
export async function forgetCifar10(): Promise<void> {
  await del("cifar10", imageStore());
}
