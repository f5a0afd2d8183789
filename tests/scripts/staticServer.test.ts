import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {request} from "node:http";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serveSite, type StaticServer} from "../../scripts/staticServer.js";

const folder = mkdtempSync(join(tmpdir(), "course-serve-"));
let server: StaticServer;

beforeAll(async () => {
  mkdirSync(join(folder, "dist/embed"), {recursive: true});
  writeFileSync(join(folder, "secret.txt"), "secret");
  writeFileSync(join(folder, "dist/index.html"), "first");
  writeFileSync(join(folder, "dist/chapter.html"), "chapter");
  writeFileSync(join(folder, "dist/embed/index.html"), "embed");
  writeFileSync(join(folder, "dist/a.wasm"), "wasm");
  writeFileSync(join(folder, "dist/404.html"), '<base href="/">missing');
  server = await serveSite({root: join(folder, "dist"), base: "/course/"});
});

afterAll(async () => {
  await server.close();
  rmSync(folder, {recursive: true});
});

/** Asks for a path as it stands: `fetch` would tidy it first. */
function ask(
  path: string,
  method = "GET"
): Promise<{status: number; type?: string; location?: string; body: string}> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(server.url).origin, {path, method}, (response) => {
      let body = "";
      response.on("data", (chunk) => (body += chunk));
      response.on("end", () => {
        const {"content-type": type, location} = response.headers;
        resolve({status: response.statusCode!, type, location, body});
      });
    });
    sent.on("error", reject).end();
  });
}

describe("serveSite", () => {
  test("serves pages, with and without their ending, below its base", async () => {
    expect(await ask("/course/")).toMatchObject({
      status: 200,
      type: "text/html; charset=utf-8",
      body: "first"
    });
    expect((await ask("/course/chapter")).body).toBe("chapter");
    expect((await ask("/course/chapter?a=1")).body).toBe("chapter");
    expect((await ask("/course/chapter.html")).body).toBe("chapter");
    expect((await ask("/course/embed/")).body).toBe("embed");
    expect(await ask("/course")).toMatchObject({status: 301, location: "/course/"});
    expect(await ask("/course/embed")).toMatchObject({status: 301, location: "/course/embed/"});
  });

  test("serves WebAssembly as such", async () => {
    expect(await ask("/course/a.wasm")).toMatchObject({status: 200, type: "application/wasm"});
  });

  test("answers what is missing with the site's own page, its links set to the base", async () => {
    expect(await ask("/course/a/b")).toMatchObject({status: 404, body: '<base href="/course/">missing'});
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
