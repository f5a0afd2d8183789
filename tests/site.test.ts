import {existsSync, readdirSync} from "node:fs";
import {describe, expect, test} from "vitest";
import config from "../observablehq.config.js";
import {
  builtFiles,
  builtPages,
  compressedSize,
  loadedModules,
  moduleImports,
  readBuilt,
  resolveBuilt
} from "./builtSite.js";

const files = builtFiles();
const pages = builtPages();
const inSidebar = config.pages.map(({path}) => `${path.slice(1)}.html`);

/** Pages to read, as against the figures to embed, which are nothing but a figure. */
const readingPages = pages.filter(({path}) => !path.startsWith("embed/"));

/** Compressed. Plot with the whole of D3, which it imports, is 175 kB of a chapter's; the first page has no chart. */
const maxJavaScriptBytes = {firstPage: 30_000, chapter: 200_000};

test("the site has its pages, and no page that nobody listed", () => {
  const listed = ["404.html", "index.html", ...inSidebar];
  expect(readingPages.map(({path}) => path).sort()).toEqual(listed.sort());
  for (const folder of ["components", "data"]) {
    const names = readdirSync(folder, {recursive: true, encoding: "utf8"});
    expect(
      names.filter((name) => /\.md(\.\w+)?$/.test(name)),
      `${folder} would publish these`
    ).toEqual([]);
  }
});

test("Framework brought nothing of its own from the network", () => {
  expect(files.filter((path) => /^_(npm|jsr|duckdb)\//.test(path))).toEqual([]);
});

describe.each(pages)("$path", ({path, html, document}) => {
  test("has no error that Framework built into it", () => {
    expect(html).not.toContain("observablehq--error");
    expect(html).not.toContain("katex-error");
  });

  test("has a language, a title, a description, and a viewport that zooms", () => {
    expect(document.documentElement.lang).toBe("en");
    expect(document.title).toMatch(/\S/);
    expect(document.querySelector<HTMLMetaElement>("meta[name=description]")?.content).toMatch(/\S/);
    const viewport = document.querySelector<HTMLMetaElement>("meta[name=viewport]")!.content;
    expect(viewport).toContain("width=device-width");
    expect(viewport).not.toMatch(/maximum-scale|user-scalable/);
  });

  test("begins with a link to its main part", () => {
    const first = document.querySelector<HTMLAnchorElement>("body a[href], body button, body input")!;
    expect(first.className).toBe("skip-link");
    expect(document.querySelector(first.getAttribute("href")!)?.tagName).toBe("MAIN");
  });

  test("has one main heading, and none deeper than the one before by more than one", () => {
    const levels = [...document.querySelectorAll("h1, h2, h3, h4")].map(({tagName}) => Number(tagName[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, i) => expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1));
  });

  test("links only to pages and anchors that are there", () => {
    const links = [...document.querySelectorAll("a[href]")].map((a) => a.getAttribute("href")!);
    expect(links.filter((href) => !/^\w+:/.test(href) && !reaches(path, href))).toEqual([]);
  });

  test("loads only files that are there, by relative paths", () => {
    const urls = [...document.querySelectorAll("link[href], script[src], img[src]")].map(
      (element) => element.getAttribute("href") ?? element.getAttribute("src")!
    );
    expect(urls.filter((url) => !/^\.\.?\//.test(url) || !resolveBuilt(path, url))).toEqual([]);
  });
});

describe.each(readingPages)("$path, only read,", (page) => {
  const modules = loadedModules(page);

  test("loads no TensorFlow.js and no KaTeX", () => {
    expect([...modules].filter((path) => /tensorflow|tfjs|katex/i.test(path))).toEqual([]);
  });

  test("loads little JavaScript", () => {
    const max = page.path === "index.html" ? maxJavaScriptBytes.firstPage : maxJavaScriptBytes.chapter;
    expect(modules.size).toBeGreaterThan(0);
    expect(compressedSize(modules)).toBeLessThan(max);
  });
});

describe("nothing loads from another host:", () => {
  const elsewhere = /^(https?:)?\/\//;

  test("no element", () => {
    const selector =
      "link[href], script[src], img[src], img[srcset], iframe[src], source[src], video[src], audio[src]";
    for (const {path, document} of pages) {
      const urls = [...document.querySelectorAll(selector)].flatMap((element) =>
        ["href", "src", "srcset"].map((name) => element.getAttribute(name) ?? "")
      );
      expect(
        urls.filter((url) => elsewhere.test(url)),
        path
      ).toEqual([]);
    }
  });

  test("no style sheet", () => {
    for (const path of files.filter((name) => name.endsWith(".css"))) {
      const source = readBuilt(path);
      const urls = [...source.matchAll(/(?:url\(|@import\s*)\s*["']?([^"')\s;]+)/g)].map(([, url]) => url);
      expect(
        urls.filter((url) => elsewhere.test(url)),
        path
      ).toEqual([]);
      const local = urls.filter((url) => !/^(data:|#)/.test(url));
      expect(
        local.filter((url) => !existsSync(`dist/${resolveBuilt(path, url)}`)),
        path
      ).toEqual([]);
    }
  });

  test("no module, neither by import nor by fetch", () => {
    for (const path of files.filter((name) => name.endsWith(".js"))) {
      const source = readBuilt(path);
      const {loaded, later} = moduleImports(source);
      expect(
        [...loaded, ...later].filter((url) => elsewhere.test(url)),
        path
      ).toEqual([]);
      expect(source, path).not.toMatch(
        /\b(fetch|importScripts|Worker|WebSocket|EventSource|sendBeacon)\(\s*["'`](https?:|wss?:)?\/\//
      );
    }
  });
});

/** Returns whether a link's page is built, and its anchor on that page. */
function reaches(from: string, href: string): boolean {
  const [url, anchor] = href.split("#");
  const target = resolveBuilt(from, url);
  const page = pages.find(({path}) => path === target);
  if (!page) return target !== null && !anchor;
  return !anchor || page.document.getElementById(decodeURIComponent(anchor)) !== null;
}
