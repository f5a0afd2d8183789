import {createHash} from "node:crypto";
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

/**
 * Compressed. Plot with the whole of D3, which it imports, is 175 kB of a chapter's, and what shows networks as code (their
 * families, valibot) another 30; diagrams and laboratories are 48 more. The first page has no chart. An editor is loaded
 * when a reader comes near a cell.
 */
const maxJavaScriptBytes = {
  firstPage: 30_000,
  chapter: 278_500,
  editableCells: 12_500,
  editor: 190_000,
  assistance: 30_000
};

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

  test("has a Content-Security-Policy, before all scripts, that lets no others run", () => {
    const [policy, ...others] = document.querySelectorAll<HTMLMetaElement>(
      "meta[http-equiv=Content-Security-Policy i]"
    );
    expect(others).toEqual([]);
    expect(policy.closest("head")).not.toBeNull();
    for (const script of document.querySelectorAll("script"))
      expect(policy.compareDocumentPosition(script)).toBe(policy.DOCUMENT_POSITION_FOLLOWING);
    const directives = policy.content.split(";").map((text) => text.trim().split(/\s+/));
    expect(directives).toContainEqual(["frame-src", "'none'"]);
    const sources = directives.find(([name]) => name === "script-src")!.slice(1);
    expect(sources).toContain("'self'");
    for (const unsafe of ["'unsafe-inline'", "'unsafe-eval'", "*", "https:", "data:"])
      expect(sources).not.toContain(unsafe);
    const hashes = [...document.querySelectorAll("script:not([src])")].map(
      ({textContent}) => `'sha256-${createHash("sha256").update(textContent!).digest("base64")}'`
    );
    expect(sources.filter((source) => source.startsWith("'sha256-")).sort()).toEqual(
      [...new Set(hashes)].sort()
    );
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

describe("editable cells", () => {
  const folder = "_import/components/notebook/";
  const page = pages.find(({path}) => path === "degradation.html")!;
  const read = loadedModules(page);
  const editorParts = /codemirror|lezer|acorn/i;

  test("are little to load for a page that is only read", () => {
    const ours = [...read].filter((path) => path.startsWith(folder) && !path.includes("/literalControls."));
    expect(ours.length).toBeGreaterThan(5);
    expect(compressedSize(ours)).toBeLessThan(maxJavaScriptBytes.editableCells);
  });

  test.each(readingPages)("bring no editor and no compiler to $path, only read", (other) => {
    expect([...loadedModules(other)].filter((path) => editorParts.test(path))).toEqual([]);
    const later = /\/notebook\/.*\/(editor|highlight|hover|completion|compileCell|transpile|stripTypes)\./;
    expect([...loadedModules(other)].filter((path) => later.test(path))).toEqual([]);
  });

  const adds = (names: readonly string[], to: ReadonlySet<string>) => {
    const entries = names.map((name) =>
      files.find((path) => path.startsWith(folder) && path.includes(`/${name}.`))!
    );
    return new Set([...reachable(entries)].filter((path) => !to.has(path)));
  };

  test("load an editor and a compiler, once a reader comes near, that are not large", () => {
    const parts = adds(["editor", "compileCell"], read);
    expect([...parts].filter((path) => editorParts.test(path)).length).toBeGreaterThan(5);
    expect(compressedSize(parts)).toBeLessThan(maxJavaScriptBytes.editor);
    // Completion and explanations come later, to those who write.
    const help = adds(["assistance"], new Set([...read, ...parts]));
    expect(compressedSize(help)).toBeGreaterThan(5000);
    expect(compressedSize(help)).toBeLessThan(maxJavaScriptBytes.assistance);
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

/** Returns the built modules at *paths*, and what they import at once, and so on from there. */
function reachable(paths: Iterable<string>): Set<string> {
  const found = new Set(paths);
  for (const path of found)
    for (const url of moduleImports(readBuilt(path)).loaded) found.add(resolveBuilt(path, url)!);
  return found;
}

/** Returns whether a link's page is built, and its anchor on that page. */
function reaches(from: string, href: string): boolean {
  const [url, anchor] = href.split("#");
  const target = resolveBuilt(from, url);
  const page = pages.find(({path}) => path === target);
  if (!page) return target !== null && !anchor;
  return !anchor || page.document.getElementById(decodeURIComponent(anchor)) !== null;
}
