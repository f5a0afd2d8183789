/** Loads a module from its text in Node, as a page does from a blob: URL. */
export async function loadData(text: string): Promise<Record<string, unknown>> {
  // The number makes each module one of its own: a data: URL is loaded once.
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(`${text}\n//${++count}`)}`);
}

let count = 0;
