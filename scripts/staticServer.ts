import {createReadStream} from "node:fs";
import {readFile, stat} from "node:fs/promises";
import type {IncomingMessage, Server, ServerResponse} from "node:http";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {extname, join, resolve, sep} from "node:path";

export interface ServeOptions {
  /** The folder to serve. Defaults to `dist`. */
  root?: string;
  /** The path under which the site is to be found; begins and ends with a slash. Defaults to `/`. */
  base?: string;
  /** Defaults to 0: any free port. */
  port?: number;
}

export interface StaticServer {
  /** The address of the site's first page. */
  url: string;
  close(): Promise<void>;
}

const mimeTypes: Record<string, string> = {
  ".bin": "application/octet-stream",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".md": "text/plain; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".zip": "application/zip"
};

/** Serves a built site to this computer only, and resolves to its address. Rejects if the port is taken. */
export async function serveSite({
  root = "dist",
  base = "/",
  port = 0
}: ServeOptions = {}): Promise<StaticServer> {
  if (!/^\/(.*\/)?$/.test(base)) throw new Error(`invalid base: ${base}; it begins and ends with a slash`);
  const site = {root: resolve(root), base};
  const server = createServer((request, response) => void answer(request, response, site));
  await listen(server, port);
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}${base}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      })
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((listening, reject) => {
    server.once("error", reject);
    server.listen(port, "localhost", listening);
  });
}

interface Site {
  root: string;
  base: string;
}

async function answer(request: IncomingMessage, response: ServerResponse, site: Site): Promise<void> {
  try {
    if (request.method !== "GET" && request.method !== "HEAD")
      return send(response, 405, "method not allowed");
    const found = await find(request.url ?? "/", site);
    if (found === null) return send(response, 400, "bad request");
    if ("redirect" in found) return void response.writeHead(301, {Location: found.redirect}).end();
    if (!found.file) return await sendNotFound(response, site);
    response.writeHead(200, {
      "Content-Type": mimeTypes[extname(found.file)] ?? "application/octet-stream",
      "Content-Length": (await stat(found.file)).size,
      "Cache-Control": "no-cache"
    });
    if (request.method === "HEAD") return void response.end();
    createReadStream(found.file)
      .on("error", () => response.destroy())
      .pipe(response);
  } catch (error) {
    console.error(error);
    if (!response.headersSent) send(response, 500, "internal error");
    else response.destroy();
  }
}

/** Returns the file that a URL names, undefined if there is none, or null if the URL is malformed. */
async function find(url: string, {root, base}: Site): Promise<{file?: string} | {redirect: string} | null> {
  const [pathname, search] = splitSearch(url);
  if (pathname === base.slice(0, -1)) return {redirect: base + search};
  if (!pathname.startsWith(base)) return {};
  const path = decode(pathname.slice(base.length));
  if (path === null) return null;
  const target = resolve(root, path);
  if (target !== root && !target.startsWith(root + sep)) return {};
  if (path === "" || path.endsWith("/")) return {file: await maybeFile(join(target, "index.html"))};
  const file = (await maybeFile(target)) ?? (await maybeFile(`${target}.html`));
  if (file) return {file};
  return (await maybeFile(join(target, "index.html"))) ? {redirect: `${pathname}/${search}`} : {};
}

function splitSearch(url: string): [pathname: string, search: string] {
  const i = url.indexOf("?");
  return i < 0 ? [url, ""] : [url.slice(0, i), url.slice(i)];
}

function decode(path: string): string | null {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes("\0") ? null : decoded;
  } catch {
    return null;
  }
}

async function maybeFile(path: string): Promise<string | undefined> {
  const status = await stat(path).catch(() => null);
  return status?.isFile() ? path : undefined;
}

/** The page for a missing page is shown at any depth, so its links need the site's own base. */
async function sendNotFound(response: ServerResponse, {root, base}: Site): Promise<void> {
  const page = await readFile(join(root, "404.html"), "utf8").catch(() => "not found");
  send(response, 404, page.replace(/<base href="[^"]*">/, `<base href="${base}">`), mimeTypes[".html"]);
}

function send(response: ServerResponse, status: number, body: string, type = mimeTypes[".txt"]): void {
  response.writeHead(status, {"Content-Type": type}).end(body);
}
