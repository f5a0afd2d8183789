import {type ChildProcess, spawn} from "node:child_process";
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {filePolicy} from "../../scripts/policy.js";
import {standaloneServer} from "../../scripts/standaloneServer.js";

let folder: string;
let child: ChildProcess;
let url: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pack-"));
  mkdirSync(join(folder, "course/embed/degradation"), {recursive: true});
  const files = {
    "serve.mjs": standaloneServer(),
    "secret.txt": "secret",
    "course/index.html": "first",
    "course/404.html": "missing",
    "course/degradation.html": "page",
    "course/embed/degradation/retrain.html": "figure",
    "course/a.0123abcd.js": "1"
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  child = spawn(process.execPath, [join(folder, "serve.mjs"), "0"]);
  url = await new Promise((resolve) =>
    child.stdout!.on("data", (data) => resolve(/http:\S+/.exec(String(data))![0]))
  );
});
afterAll(() => {
  child.kill();
  rmSync(folder, {recursive: true});
});

async function ask(path: string): Promise<{status: number; body: string; headers: Headers}> {
  const response = await fetch(url + path);
  return {status: response.status, body: await response.text(), headers: response.headers};
}

test("the packed server finds pages by their names with and without an ending, and figures", async () => {
  for (const [path, body] of [
    ["", "first"],
    ["degradation", "page"],
    ["degradation.html?a=1", "page"],
    ["embed/degradation/retrain", "figure"]
  ])
    expect(await ask(path)).toMatchObject({status: 200, body});
  expect(await ask("nowhere")).toMatchObject({status: 404, body: "missing"});
});

test("the packed server isolates all, and gives files that are no pages their policy", async () => {
  const [page, file] = [await ask("degradation"), await ask("a.0123abcd.js")];
  for (const {headers} of [page, file])
    expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
  expect(page.headers.get("content-security-policy")).toBeNull();
  expect(file.headers.get("content-security-policy")).toBe(filePolicy);
  expect([file.headers.get("content-type"), file.headers.get("cache-control")]).toEqual([
    "text/javascript; charset=utf-8",
    "public, max-age=31536000, immutable"
  ]);
});

test("the packed server serves nothing from beside its folder", async () => {
  for (const path of ["..%2fsecret.txt", "%2e%2e/secret.txt", "..%5csecret.txt", "%00", "%"])
    expect((await ask(path)).body).not.toBe("secret");
});
