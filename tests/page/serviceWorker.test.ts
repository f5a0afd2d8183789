import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {keepSite, type KeptSite, type WorkerScope} from "../../components/page/serviceWorker.js";

const scope = "https://host.example/course/";
const site = {version: "1", files: ["404.html", "index.html", "degradation.html", "_code/a.01234567.js"]};

type Stores = Map<string, Map<string, Response>>;
let stores: Stores;
let asked: string[];
let online: boolean;
beforeEach(() => {
  stores = new Map();
  asked = [];
  online = true;
  const open = async (name: string) => {
    if (!stores.has(name)) stores.set(name, new Map());
    const store = stores.get(name)!;
    return {
      put: async (url: string, response: Response) => void store.set(url, response),
      match: async (url: string) => store.get(url)?.clone()
    };
  };
  vi.stubGlobal("caches", {
    open,
    keys: async () => [...stores.keys()],
    delete: async (name: string) => stores.delete(name),
    match: async (url: string) => [...stores.values()].map((store) => store.get(url)?.clone()).find(Boolean)
  });
  vi.stubGlobal("fetch", async (request: string | {url: string}) => {
    const url = typeof request === "string" ? request : request.url;
    asked.push(url);
    if (!online) throw new TypeError("Failed to fetch");
    return new Response(`of ${url}`, {status: url.includes("absent") ? 404 : 200});
  });
});
afterEach(() => vi.unstubAllGlobals());

/** A service worker of a version of the site, and what it does at an event. */
function workerOf(kept: KeptSite) {
  const listeners = new Map<string, (event: never) => void>();
  let skipped = 0;
  const worker: WorkerScope = {
    registration: {scope},
    clients: {claim: async () => {}},
    skipWaiting: async () => void ++skipped,
    addEventListener: (type, listener) => void listeners.set(type, listener as never)
  };
  keepSite(worker, kept);
  return {
    skipped: () => skipped,
    async dispatch(type: string, more: object = {}) {
      const work: Promise<unknown>[] = [];
      const event = {...more, waitUntil: (of: Promise<unknown>) => work.push(of)};
      listeners.get(type)!(event as never);
      await Promise.all(work);
    },
    async answer(path: string, {method = "GET", mode = "no-cors"} = {}) {
      let answered: Promise<Response> | undefined;
      const request = {url: new URL(path, scope).href, method, mode};
      listeners.get("fetch")!({request, respondWith: (of: Promise<Response>) => (answered = of)} as never);
      return (await answered)?.text();
    }
  };
}

test("keepSite(worker, site) loads all files once, and answers with them when the network is gone", async () => {
  const worker = workerOf(site);
  await worker.dispatch("install");
  expect(asked.sort()).toEqual(site.files.map((file) => scope + file).sort());
  online = false;
  const page = {mode: "navigate"};
  expect(await worker.answer("?lecture", page)).toBe(`of ${scope}index.html`);
  expect(await worker.answer("degradation?seed=2#retrain", page)).toBe(`of ${scope}degradation.html`);
  expect(await worker.answer("degradation.html", page)).toBe(`of ${scope}degradation.html`);
  expect(await worker.answer("_code/a.01234567.js")).toBe(`of ${scope}_code/a.01234567.js`);
  expect(await worker.answer("nowhere", page)).toBe(`of ${scope}404.html`);
});

test("what is not the site's is left to the browser", async () => {
  const worker = workerOf(site);
  await worker.dispatch("install");
  expect(await worker.answer("https://host.example/other/index.html")).toBeUndefined();
  expect(await worker.answer("absent.png")).toBeUndefined();
  expect(await worker.answer("degradation", {method: "POST"})).toBeUndefined();
});

test("a new version loads what has changed, and takes over when a page says so, not before", async () => {
  await workerOf(site).dispatch("install");
  asked = [];
  const next = workerOf({version: "2", files: [...site.files, "_code/b.89abcdef.js"]});
  await next.dispatch("install");
  expect(asked).not.toContain(`${scope}_code/a.01234567.js`); // its name says that it is the same
  expect(asked).toHaveLength(4);
  expect([next.skipped(), stores.size]).toEqual([0, 2]);
  await next.dispatch("message", {data: "anything"});
  expect(next.skipped()).toBe(0);
  await next.dispatch("message", {data: "take over"});
  stores.set("another site's", new Map());
  await next.dispatch("activate");
  expect([next.skipped(), [...stores.keys()]]).toEqual([1, [`residual-course ${scope} 2`, "another site's"]]);
});

test("a version with a file missing is not kept", async () => {
  await expect(workerOf({version: "3", files: ["absent.js"]}).dispatch("install")).rejects.toThrow(
    /absent\.js/
  );
});
