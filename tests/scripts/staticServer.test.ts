import {existsSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync} from "node:fs";
import {type IncomingHttpHeaders, request} from "node:http";
import {connect} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {gunzipSync, gzipSync} from "node:zlib";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {filePolicy} from "../../scripts/policy.js";
import {serveSite, type StaticServer} from "../../scripts/staticServer.js";
import {eventually} from "../eventually.js";

const folder = mkdtempSync(join(tmpdir(), "course-serve-"));
const policy = "default-src 'self'; frame-src 'none'";
const page = (text: string) =>
  `<meta http-equiv="Content-Security-Policy" content="${policy}"><base href="/">${text}`;
const module = "export const x = 1;\n".repeat(100);
let server: StaticServer;

beforeAll(async () => {
  const files: Record<string, string | Buffer> = {
    "secret.txt": "secret",
    "dist/index.html": "first",
    "dist/chapter.html": page("chapter"),
    "dist/embed/index.html": "embed",
    "dist/a.wasm": "wasm",
    "dist/large.bin": Buffer.alloc(20_000_000),
    "dist/é @1.txt": "é",
    "dist/style.0123abcd.css": "body {}",
    "dist/module.89abcdef.js": module,
    "dist/module.89abcdef.js.gz": gzipSync(module),
    "dist/404.html": page("missing")
  };
  mkdirSync(join(folder, "dist/embed"), {recursive: true});
  for (const [name, contents] of Object.entries(files)) writeFileSync(join(folder, name), contents);
  server = await serveSite({root: join(folder, "dist"), base: "/course/"});
});

afterAll(async () => {
  await server.close();
  rmSync(folder, {recursive: true});
});

interface Answer {
  status: number;
  type?: string;
  location?: string;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  body: string;
}

/** Asks for a path as it stands: `fetch` would tidy it first. */
function ask(path: string, method = "GET", asked: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(server.url).origin, {path, method, headers: asked}, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => {
        const {headers} = response;
        const bytes = Buffer.concat(chunks);
        const {"content-type": type, location} = headers;
        resolve({status: response.statusCode!, type, location, headers, bytes, body: bytes.toString()});
      });
    });
    sent.on("error", reject).end();
  });
}

/** Sends *text* as it stands, and resolves to all that comes back. */
function say(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(new URL(server.url).port), "localhost", () => socket.write(text));
    socket.on("data", (chunk) => (answer += chunk));
    socket.on("error", reject).on("close", () => resolve(answer));
  });
}

/** Begins to load a file, and goes away at the first bytes. */
function breakOff(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), "localhost", () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
    );
    socket.once("data", () => socket.destroy());
    socket.on("error", reject).on("close", () => resolve());
  });
}

/** Where a system lists the files that a process has open. */
const openFiles = "/proc/self/fd";

/** Returns how many times this process, which serves, has a file open. */
function timesOpen(name: string): number {
  const linked = readdirSync(openFiles).map((number) => {
    try {
      return readlinkSync(join(openFiles, number));
    } catch {
      return ""; // closed since
    }
  });
  return linked.filter((path) => path.endsWith(name)).length;
}

describe("serveSite", () => {
  test("serves pages, with and without their ending, below its base", async () => {
    expect(await ask("/course/")).toMatchObject({
      status: 200,
      type: "text/html; charset=utf-8",
      body: "first"
    });
    expect((await ask("/course/chapter")).body).toBe(page("chapter"));
    expect((await ask("/course/chapter?a=1")).body).toBe(page("chapter"));
    expect((await ask("/course/chapter.html")).body).toBe(page("chapter"));
    expect((await ask("/course/embed/")).body).toBe("embed");
    expect(await ask("/course")).toMatchObject({status: 301, location: "/course/"});
    expect(await ask("/course/embed")).toMatchObject({status: 301, location: "/course/embed/"});
  });

  test("serves WebAssembly as such", async () => {
    expect(await ask("/course/a.wasm")).toMatchObject({status: 200, type: "application/wasm"});
  });

  test("serves names that a URL spells in another way, text as UTF-8", async () => {
    expect(await ask("/course/%C3%A9%20@1.txt")).toMatchObject({
      status: 200,
      type: "text/plain; charset=utf-8",
      body: "é"
    });
  });

  test("isolates every answer from other sites, so that threads can share a memory", async () => {
    for (const path of ["chapter", "module.89abcdef.js", "nowhere"])
      expect((await ask(`/course/${path}`)).headers, path).toMatchObject({
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-resource-policy": "cross-origin"
      });
  });

  test("sends with a page its own policy, with all else a strict one", async () => {
    const policyOf = async (path: string, method?: string) =>
      (await ask(path, method)).headers["content-security-policy"];
    for (const path of ["chapter", "chapter.html", "nowhere"])
      expect(await policyOf(`/course/${path}`), path).toBe(policy);
    for (const path of ["", "embed", "style.0123abcd.css", "module.89abcdef.js", "a.wasm", "%00"])
      expect(await policyOf(`/course/${path}`), path).toBe(filePolicy);
    expect(await policyOf("/course/", "POST")).toBe(filePolicy);
    expect(await policyOf("/course/chapter", "HEAD")).toBe(policy);
  });

  test("sends its policy also with what Node answers by itself", async () => {
    const header = `\r\nContent-Security-Policy: ${filePolicy}\r\n`;
    const tooLong = await say(`GET /course/?${"a".repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    expect(tooLong).toMatch(/^HTTP\/1.1 431 /);
    expect(tooLong).toContain(header);
    const nonsense = await say("nonsense\r\n\r\n");
    expect(nonsense).toMatch(/^HTTP\/1.1 400 /);
    expect(nonsense).toContain(header);
  });

  test("keeps files with a hash in their name for good, asks after others", async () => {
    const cached = async (path: string) => (await ask(`/course/${path}`)).headers["cache-control"];
    expect(await cached("style.0123abcd.css")).toBe("public, max-age=31536000, immutable");
    expect(await cached("chapter")).toBe("no-cache");
    expect(await cached("a.wasm")).toBe("no-cache");
    const {headers} = await ask("/course/chapter");
    const again = await ask("/course/chapter", "GET", {"If-None-Match": headers.etag!});
    expect([again.status, again.body]).toEqual([304, ""]);
  });

  test("sends the compressed form to who takes it", async () => {
    const path = "/course/module.89abcdef.js";
    const compressed = await ask(path, "GET", {"Accept-Encoding": "gzip, br"});
    expect(compressed).toMatchObject({
      type: "text/javascript; charset=utf-8",
      headers: {"content-encoding": "gzip", vary: "Accept-Encoding"}
    });
    expect(gunzipSync(compressed.bytes).toString()).toBe(module);
    const plain = await ask(path);
    expect([plain.headers["content-encoding"], plain.body]).toEqual([undefined, module]);
  });

  test("sends a part of a file, and the whole for a range that makes no sense", async () => {
    const part = async (range: string) => {
      const {status, headers, body} = await ask("/course/a.wasm", "GET", {Range: range});
      return [status, headers["content-range"], body];
    };
    expect(await part("bytes=1-2")).toEqual([206, "bytes 1-2/4", "as"]);
    expect(await part("bytes=2-")).toEqual([206, "bytes 2-3/4", "sm"]);
    expect(await part("bytes=4-")).toEqual([416, "bytes */4", ""]);
    for (const range of ["bytes=3-1", "bytes=-1", "bytes=0-1,2-3", "lines=1-2", ""])
      expect(await part(range), range).toEqual([200, undefined, "wasm"]);
  });

  test.skipIf(!existsSync(openFiles))("closes a file whose reader goes away", async () => {
    let most = 0;
    for (let i = 0; i < 30; ++i) {
      await breakOff("/course/large.bin");
      most = Math.max(most, timesOpen("large.bin"));
    }
    expect(most).toBeGreaterThan(0);
    await eventually(() => expect(timesOpen("large.bin")).toBe(0));
  });

  test("tells of a file without sending it", async () => {
    const {status, type, headers, body} = await ask("/course/a.wasm", "HEAD");
    expect([status, type, headers["content-length"], body]).toEqual([200, "application/wasm", "4", ""]);
  });

  test("answers what is missing with the site's own page, its links set to the base", async () => {
    const {status, body} = await ask("/course/a/b");
    expect([status, body]).toEqual([404, page("missing").replace('href="/"', 'href="/course/"')]);
    expect((await ask("/chapter")).status).toBe(404);
  });

  test("serves nothing outside its folder", async () => {
    for (const path of [
      "../secret.txt",
      "%2e%2e/secret.txt",
      "..%2fsecret.txt",
      "embed/../../secret.txt",
      "/etc/hosts"
    ]) {
      const {status, body} = await ask(`/course/${path}`);
      expect([status, body.includes("secret")], path).toEqual([404, false]);
    }
    expect((await ask("/course/%00")).status).toBe(400);
    expect((await ask("/course/%zz")).status).toBe(400);
    expect((await ask("/course/", "POST")).status).toBe(405);
  });

  test("rejects if its port is taken, or its base has no slashes", async () => {
    const port = Number(new URL(server.url).port);
    await expect(serveSite({root: folder, port})).rejects.toThrow(/EADDRINUSE/);
    await expect(serveSite({root: folder, base: "course"})).rejects.toThrow(/invalid base: course/);
  });
});
