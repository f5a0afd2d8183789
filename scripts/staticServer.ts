import type {ReadStream} from "node:fs";
import {readFile, stat} from "node:fs/promises";
import type {IncomingMessage, Server, ServerResponse} from "node:http";
import {createServer, STATUS_CODES} from "node:http";
import type {AddressInfo} from "node:net";
import {join, relative, resolve, sep} from "node:path";
import type {Duplex} from "node:stream";
import {lookup} from "mrmime";
import type {RequestHandler} from "sirv";
import sirv from "sirv";
import {isolation} from "./isolation.js";
import {filePolicy, policyIn} from "./policy.js";

export interface ServeOptions {
  /** The folder to serve. Defaults to `dist`. */
  root?: string;
  /** The path under which the site is to be found; begins and ends with a slash. Defaults to `/`. */
  base?: string;
  /** Defaults to 0: any free port. */
  port?: number;
  /** Sends the headers that isolate pages, so that their threads can share a memory. Defaults to true. */
  isolated?: boolean;
}

export interface StaticServer {
  /** The address of the site's first page. */
  url: string;
  close(): Promise<void>;
}

/** Serves a built site to this computer only, and resolves to its address. Rejects if the port is taken. */
export async function serveSite({
  root = "dist",
  base = "/",
  port = 0,
  isolated = true
}: ServeOptions = {}): Promise<StaticServer> {
  if (!/^\/(.*\/)?$/.test(base)) throw new Error(`invalid base: ${base}; it begins and ends with a slash`);
  // `dev` looks at the files anew for each request: the site may be built again while it is served.
  const files = sirv(root, {dev: true, etag: true, brotli: true, gzip: true, extensions: []});
  const site = {root: resolve(root), base, isolated, files};
  const server = createServer((request, response) => void answer(request, response, site));
  server.on("clientError", refuse);
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
  isolated: boolean;
  /** Sends a file below *root*: as much as is asked for, compressed if the build has it so, or nothing new. */
  files: RequestHandler;
}

async function answer(request: IncomingMessage, response: ServerResponse, site: Site): Promise<void> {
  try {
    response.setHeader("Content-Security-Policy", filePolicy);
    if (site.isolated) for (const [name, value] of isolation) response.setHeader(name, value);
    if (request.method !== "GET" && request.method !== "HEAD")
      return send(response, 405, "method not allowed");
    const found = await find(request.url ?? "/", site);
    if (found === null) return send(response, 400, "bad request");
    if ("redirect" in found) return void response.writeHead(301, {Location: found.redirect}).end();
    if (!found.file) return await sendNotFound(response, site);
    await sendFile(request, response, site, found.file);
  } catch (error) {
    console.error(error);
    if (!response.headersSent) send(response, 500, "internal error");
    else response.destroy();
  }
}

/** Like `files` of sirv, for a file that is there; a page comes with its own policy. */
async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  site: Site,
  file: string
): Promise<void> {
  const type = lookup(file) ?? "application/octet-stream";
  response.setHeader("Content-Type", type.startsWith("text/") ? `${type}; charset=utf-8` : type);
  response.setHeader("Cache-Control", hashed.test(file) ? "public, max-age=31536000, immutable" : "no-cache");
  if (file.endsWith(".html"))
    response.setHeader("Content-Security-Policy", policyIn(await readFile(file, "utf8")));
  if (!isPlainRange(request.headers.range)) delete request.headers.range;
  // sirv leaves the file open when the reader goes away, and lets a fault of reading end the process.
  response.once("pipe", (contents: ReadStream) => {
    contents.on("error", () => response.destroy());
    response.once("close", () => contents.destroy());
  });
  request.url = `/${encodeURI(relative(site.root, file).replaceAll(sep, "/"))}`;
  site.files(request, response, () => void sendNotFound(response, site));
}

/** A file with a hash of its contents in its name: what is under that name never changes. */
const hashed = /\.[0-9a-f]{8}\.\w+$/;

/** Returns whether a range is one that sirv reads right: from a first byte to a last one, or to the end. Others may be ignored. */
function isPlainRange(range = ""): boolean {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
  return first !== undefined && (last === "" || (Number(last) > 0 && Number(first) <= Number(last)));
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
  const page = await readFile(join(root, "404.html"), "utf8").catch(() => null);
  if (page === null) return send(response, 404, "not found");
  response.setHeader("Content-Security-Policy", policyIn(page));
  send(response, 404, page.replace(/<base href="[^"]*">/, `<base href="${base}">`), "text/html");
}

function send(response: ServerResponse, status: number, body: string, type = "text/plain"): void {
  response.writeHead(status, {"Content-Type": `${type}; charset=utf-8`}).end(body);
}

/** Answers what is no request, or one too long, as Node does, but with a policy. */
function refuse({code}: NodeJS.ErrnoException, socket: Duplex): void {
  const status = code === "HPE_HEADER_OVERFLOW" ? 431 : 400;
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Security-Policy: ${filePolicy}`,
    "Connection: close"
  ];
  if (socket.writable) socket.end(`${lines.join("\r\n")}\r\n\r\n`);
  else socket.destroy();
}
