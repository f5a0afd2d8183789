/** What a figure that reads its page's address is told. */
export interface Addressed {
  /** The settings in the address, without what is the frame's. */
  query: URLSearchParams;
  /** The key under which the browser keeps runs; none in a frame, which a lecture begins anew. */
  keep?: string;
}

/**
 * Returns what the address asks of a figure that sets itself up by it, on its page or in a frame, whose settings startEmbed
 * has told.
 */
export function addressed(keep: string): Addressed {
  const {embed, settings} = document.documentElement.dataset;
  if (embed !== undefined) return {query: new URLSearchParams(settings)};
  const query = new URLSearchParams(location.search);
  query.delete("lecture"); // the page's own
  return {query, keep};
}
