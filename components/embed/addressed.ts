import {readFrame} from "./frameQuery.js";
import {isFormer} from "./isFormer.js";

/** What a figure that reads its page's address is told. */
export interface Addressed {
  /** The settings in the address, without what is the frame's. */
  query: URLSearchParams;
  /** The key under which the browser keeps runs; none in a frame, which a lecture begins anew. */
  keep?: string;
}

/** Returns what the address asks of a figure that sets itself up by it, on its page or in a frame. */
export function addressed(keep: string, {search, pathname} = location): Addressed {
  const {dataset} = document.documentElement;
  const query = new URLSearchParams(search);
  query.delete("lecture"); // the page's own
  if (dataset.embed === undefined) return {query, keep};
  const {settings} = readFrame(query, {former: isFormer(pathname)});
  return {query: new URLSearchParams(settings.map(([key, text]) => [key, text]))};
}
