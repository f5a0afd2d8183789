import {createStore, type UseStore} from "idb-keyval";

let opened: UseStore | undefined;

/** Returns where images that a reader gives are kept in IndexedDB, opened once. */
export function imageStore(): UseStore {
  return (opened ??= createStore("residual-course-images", "datasets"));
}
