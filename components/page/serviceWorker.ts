/** The site as one version of it is kept. */
export interface KeptSite {
  version: string;
  /** Paths from the site's root. A file with a hash in its name is the same in all versions that have it. */
  files: readonly string[];
}

/** What is used of a service worker's global scope, for which no page has types. */
export interface WorkerScope {
  readonly registration: {readonly scope: string};
  readonly clients: {claim(): Promise<void>};
  skipWaiting(): Promise<void>;
  addEventListener(type: string, listener: (event: WorkerEvent) => void): void;
}

interface WorkerEvent {
  readonly request: Request;
  readonly data: unknown;
  waitUntil(work: Promise<unknown>): void;
  respondWith(response: Promise<Response>): void;
}

/** Files are asked for so many at a time. */
const atOnce = 6;

const hashed = /\.[0-9a-f]{8}\.\w+$/;

/**
 * Keeps all of a site in the browser, so that it is there without a network: by hand, since workbox would bring Babel into the
 * build for what is three listeners. A version is answered whole, and another takes its place only when a page says so, or
 * when none is open.
 */
export function keepSite(worker: WorkerScope, {version, files}: KeptSite): void {
  const {scope} = worker.registration;
  const prefix = `residual-course ${scope} `;
  const name = prefix + version;
  const kept = new Set(files);
  const at = (path: string) => new URL(path, scope).href;

  async function fill(): Promise<void> {
    const cache = await caches.open(name);
    const waiting = [...files];
    const work = async () => {
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        const before = hashed.test(path) ? await caches.match(at(path)) : undefined;
        await cache.put(at(path), before ?? (await load(at(path))));
      }
    };
    await Promise.all(Array.from({length: atOnce}, work));
  }

  async function forgetOthers(): Promise<void> {
    for (const other of await caches.keys())
      if (other.startsWith(prefix) && other !== name) await caches.delete(other);
    await worker.clients.claim();
  }

  /** The kept file that answers a URL: a page has its name with and without its ending. */
  function fileOf(url: string): string | undefined {
    const path = url.replace(/[?#].*$/, "").slice(scope.length);
    return [path === "" ? "index.html" : path, `${path}.html`].find((file) => kept.has(file));
  }

  async function answer(request: Request, file: string | undefined): Promise<Response> {
    const cache = await caches.open(name);
    const known = file === undefined ? undefined : await cache.match(at(file));
    if (known) return known;
    try {
      return await fetch(request);
    } catch (error) {
      const missing = request.mode === "navigate" ? await cache.match(at("404.html")) : undefined;
      if (missing) return missing;
      throw error;
    }
  }

  worker.addEventListener("install", (event) => event.waitUntil(fill()));
  worker.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
  worker.addEventListener("message", ({data}) => data === "take over" && void worker.skipWaiting());
  worker.addEventListener("fetch", (event) => {
    const {request} = event;
    const file = fileOf(request.url);
    if (request.method !== "GET" || !request.url.startsWith(scope)) return;
    if (file !== undefined || request.mode === "navigate") event.respondWith(answer(request, file));
  });
}

/** Loads a file from the network. An answer that was led elsewhere may not answer a page's request: it is made anew. */
async function load(url: string): Promise<Response> {
  const response = await fetch(url, {cache: "no-cache"});
  if (!response.ok) throw new Error(`invalid file: ${url}; the server says ${response.status}`);
  return response.redirected ? new Response(response.body, {headers: response.headers}) : response;
}
