import {createHash} from "node:crypto";
import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {filePolicy, pagePolicy, policyIn, withPolicy} from "../../scripts/policy.js";

const script = "console.log(1);";
const hash = `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
const html = `<html><head><meta charset="utf-8"></head><script>${script}</script><script src="a.js">x</script></html>`;

/** Returns what a policy says of one kind of source. */
const sources = (policy: string, kind: string) =>
  policy
    .split("; ")
    .find((directive) => directive.startsWith(`${kind} `))
    ?.split(" ")
    .slice(1);

describe("pagePolicy", () => {
  test("runs the scripts in the page by their hashes, and blob: only where cells are edited", () => {
    const usual = ["'self'", "'wasm-unsafe-eval'"];
    expect(sources(pagePolicy(html), "script-src")).toEqual([...usual, hash]);
    expect(sources(pagePolicy(html, {cells: true}), "script-src")).toEqual([...usual, "blob:", hash]);
  });

  test("frames nothing, and leaves open who frames the page", () => {
    expect(sources(pagePolicy(html), "frame-src")).toEqual(["'none'"]);
    expect(pagePolicy(html)).not.toContain("frame-ancestors");
  });

  test("frames figures of this site where it is told to, which is its only difference", () => {
    const framing = pagePolicy(html, {frames: true});
    expect(sources(framing, "frame-src")).toEqual(["'self'"]);
    expect(framing.replace("frame-src 'self'", "frame-src 'none'")).toBe(pagePolicy(html));
  });
});

test("policyIn(withPolicy(html)) is the page's policy; a page without one has that of files", () => {
  const finished = withPolicy(html);
  expect(finished.indexOf("Content-Security-Policy")).toBeLessThan(finished.indexOf("<script"));
  expect(policyIn(finished)).toBe(pagePolicy(html));
  expect(policyIn(html)).toBe(filePolicy);
});

test("filePolicy allows what a worker needs, of this site, and nothing else", () => {
  expect(sources(filePolicy, "default-src")).toEqual(["'none'"]);
  expect(sources(filePolicy, "script-src")).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(sources(filePolicy, "connect-src")).toEqual(["'self'"]);
  expect(filePolicy).not.toMatch(/https?:|\*|blob:|'unsafe-eval'/);
});

test("docs/hosting.md tells other hosts this policy, both times", () => {
  expect(readFileSync("docs/hosting.md", "utf8").split(filePolicy)).toHaveLength(3);
});
