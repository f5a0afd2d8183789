/** Loads a module from its text in Node, as a page does from a blob: URL. */
export async function loadData(text: string): Promise<Record<string, unknown>> {
  // The id makes each module one of its own, also among several files of tests: a data: URL is loaded once a process.
  const own = `${text}\n//${crypto.randomUUID()}`;
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(own)}`);
}
