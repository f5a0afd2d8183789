import {createHash} from "node:crypto";
import {existsSync, readdirSync, readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import type {FigureIndex} from "../components/element/figureSource.js";
import {rootPattern} from "../components/page/drawn.js";
import config from "../observablehq.config.js";
import {packagesIn} from "../scripts/site/licences.js";
import {
  baseOf,
  builtFiles,
  builtPages,
  compressedSize,
  firstModules,
  loadedModules,
  moduleImports,
  reachableModules,
  readBuilt,
  resolveBuilt,
  siteRoot,
  sourcesOf
} from "./builtSite.js";

const files = builtFiles();
const pages = builtPages();
const inSidebar = config.pages.map(({path}) => `${path.slice(1)}.html`);

/** Pages to read, as against the figures to embed, which are nothing but a figure, and the examples for those who teach. */
const readingPages = pages.filter(({path}) => !/^(embed|examples)\//.test(path));
const examples = pages.filter(({path}) => path.startsWith("examples/"));

/**
 * Compressed. Of what a chapter has when it is alive, 98 kB are Plot with what it uses of D3, and 58 what chapters share. An
 * editor is loaded when a reader comes near a cell.
 */
const maxJavaScriptBytes = {
  first: 4000,
  alive: 200_000,
  editor: 200_000,
  assistance: 30_000
};

test("the site has its pages, and no page that nobody listed", () => {
  const listed = ["404.html", "index.html", "collect.html", "privacy.html", ...inSidebar];
  expect(readingPages.map(({path}) => path).sort()).toEqual(listed.sort());
  expect(examples.map(({path}) => path)).toEqual([
    "examples/embed/element.html",
    "examples/embed/index.html",
    "examples/slides/index.html"
  ]);
  for (const folder of ["components", "data"]) {
    const names = readdirSync(folder, {recursive: true, encoding: "utf8"});
    expect(
      names.filter((name) => /\.md(\.\w+)?$/.test(name)),
      `${folder} would publish these`
    ).toEqual([]);
  }
});

test("the manifest names the site, and icons that are there, of the sizes it says", () => {
  const manifest = JSON.parse(readBuilt("manifest.webmanifest")) as {
    name: string;
    start_url: string;
    icons: {src: string; sizes: string; type: string}[];
  };
  expect(manifest.name).toBe(config.title);
  expect(manifest.start_url).toBe("./");
  expect(manifest.icons.map(({sizes}) => sizes)).toEqual(["192x192", "512x512"]);
  for (const {src, sizes, type} of manifest.icons) {
    expect(type).toBe("image/png");
    expect(pngSize(src).join("x")).toBe(sizes);
  }
  expect(pngSize("apple-touch-icon.png")).toEqual([180, 180]);
  expect(pngSize("preview.png")).toEqual([1200, 630]);
});

test("Framework brought nothing of its own from the network", () => {
  expect(files.filter((path) => /^_(npm|jsr|duckdb)\//.test(path))).toEqual([]);
});

describe.each(pages)("$path", ({path, html, document}) => {
  const base = baseOf({path, document});

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

  test("says what is shown of it where somebody links to it, and has a manifest and an icon for a screen", () => {
    const contentOf = (name: string) =>
      document.querySelector<HTMLMetaElement>(`meta[property="${name}"], meta[name="${name}"]`)?.content;
    const description = contentOf("description");
    for (const kind of ["og", "twitter"]) {
      expect(contentOf(`${kind}:title`)).toBe(document.title);
      expect(contentOf(`${kind}:description`)).toBe(description);
      expect(resolveBuilt(base, contentOf(`${kind}:image`)!)).toBe("preview.png");
    }
    expect(contentOf("og:image:alt")).toMatch(/\S/);
    expect(contentOf("twitter:card")).toBe("summary_large_image");
    const linked = (rel: string) =>
      resolveBuilt(base, document.querySelector(`link[rel=${rel}]`)!.getAttribute("href")!);
    expect(linked("manifest")).toBe("manifest.webmanifest");
    expect(linked("apple-touch-icon")).toBe("apple-touch-icon.png");
  });

  test("begins with a link to its main part, unless that is all it is", () => {
    if (path.startsWith("embed/")) return;
    const first = document.querySelector<HTMLAnchorElement>("body a[href], body button, body input")!;
    expect(first.className).toBe("skip-link");
    expect(document.querySelector(first.getAttribute("href")!)?.tagName).toBe("MAIN");
  });

  test("has one main heading, and none deeper than the one before by more than one", () => {
    const levels = [...document.querySelectorAll("h1, h2, h3, h4")].map(({tagName}) => Number(tagName[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    if (path.startsWith("embed/")) return; // a part has headings as on its page
    levels.forEach((level, i) => expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1));
  });

  test("links only to pages and anchors that are there", () => {
    const links = [...document.querySelectorAll("a[href]")].map((a) => a.getAttribute("href")!);
    expect(links.filter((href) => !/^\w+:/.test(href) && !reaches(base, href))).toEqual([]);
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
    expect(directives).toContainEqual(["frame-src", path.startsWith("examples/") ? "'self'" : "'none'"]);
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

  test("does not fail where a frame of another site may keep nothing", () => {
    for (const script of document.querySelectorAll("script:not([src])"))
      if (script.textContent!.includes("sessionStorage"))
        expect(script.textContent).toMatch(/^try \{.*\} catch \{\}$/s);
  });

  test("loads only files that are there, by relative paths; small pictures stand in the page", () => {
    const urls = [...document.querySelectorAll("link[href], script[src], img[src]")].map(
      (element) => element.getAttribute("href") ?? element.getAttribute("src")!
    );
    const files = urls.filter((url) => !url.startsWith("data:image/"));
    expect(files.filter((url) => !/^\.\.?\//.test(url) || !resolveBuilt(base, url))).toEqual([]);
  });
});

describe.each(readingPages)("$path, only read,", (page) => {
  const loaded = loadedModules(page);

  test("loads next to no JavaScript until something that lives is near", () => {
    expect(compressedSize(firstModules(page))).toBeLessThan(maxJavaScriptBytes.first);
  });

  test("loads little JavaScript, in few files, when all of it is alive", () => {
    expect(compressedSize(loaded)).toBeLessThan(maxJavaScriptBytes.alive);
    expect(loaded.size).toBeLessThan(13);
  });

  test("loads no TensorFlow.js, no KaTeX, no editor and no compiler", () => {
    const sources = sourcesOf(loaded);
    expect(sources.length > 0).toBe(loaded.size > 0);
    expect(sources.filter((path) => /tensorflow|tfjs|katex|codemirror|lezer|acorn/i.test(path))).toEqual([]);
    const later = /\/notebook\/.*\/(editor|highlight|hover|completion|compileCell|transpile|stripTypes)\./;
    expect(sources.filter((path) => later.test(path))).toEqual([]);
  });
});

describe.each(pages)("$path, without a script,", ({path, html, document}) => {
  test("shows what its cells show, each in its place", () => {
    expect(document.querySelectorAll("observablehq-loading")).toHaveLength(0);
    const marks = commentsIn(document, /^drawn( live)?$/);
    if (!path.startsWith("embed/")) expect(marks.length > 0).toBe(html.includes("data-code="));
    for (const mark of marks) {
      let node = mark.nextSibling;
      while (node && !(node.nodeType === 8 && rootPattern.test(node.nodeValue!))) node = node.nextSibling;
      expect(node, `the place of a cell in ${mark.parentElement!.outerHTML.slice(0, 200)}`).not.toBeNull();
    }
  });

  test("has something in each figure", () => {
    for (const figure of document.querySelectorAll("figure"))
      expect(
        figure.querySelector("svg, table, canvas, img, editable-cell, ol, button, input[type=file]"),
        figure.outerHTML.slice(0, 200)
      ).not.toBeNull();
  });

  test("has each id once", () => {
    const ids = [...document.querySelectorAll("[id]")].map(({id}) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });
});

describe("each figure, exercise and editable cell can be framed:", () => {
  const parts = readingPages.flatMap(({path, document}) =>
    [...document.querySelectorAll("main [data-embed]")].map((part) => ({page: path, part}))
  );
  const embedded = (part: Element) =>
    pages.find(({path}) => path === `embed/${part.getAttribute("data-embed")}.html`)!;

  test("none is left out", () => {
    const seen =
      ":is(figure, editable-cell, .run, [data-exercise]):not(.drawn-narrow *, [data-added], [data-added] *)";
    for (const {path, document} of readingPages)
      for (const one of document.querySelectorAll(`main ${seen}`))
        expect(one.closest("[data-embed]"), `${path}: ${one.outerHTML.slice(0, 150)}`).not.toBeNull();
    expect(parts.length).toBeGreaterThan(80);
  });

  test("it is the same picture, without a script too", () => {
    const drawingOf = (element: Element) =>
      element.innerHTML
        .replaceAll(/ <a class="embed-link".*?<\/a>/g, "")
        .replaceAll(/ (?:href|data-embed|data-embed-code)="[^"]*"/g, "");
    for (const {part} of parts) {
      const shown = embedded(part).document.querySelector(
        `.embed [data-embed="${part.getAttribute("data-embed")}"]`
      );
      expect(drawingOf(shown!), part.getAttribute("data-embed")!).toBe(drawingOf(part));
    }
  });

  test("it has a place for each cell that its own need, and for no other", () => {
    for (const {part} of parts) {
      const {document, path} = embedded(part);
      const roots = commentsIn(document, rootPattern).map(({data}) => data);
      expect(new Set(roots).size, path).toBe(roots.length);
      expect(roots.length > 0, path).toBe(document.querySelector("script[data-code]") !== null);
    }
  });

  test("no other document is in embed/, but the addresses of before", () => {
    const named = new Set(parts.map(({part}) => `embed/${part.getAttribute("data-embed")}.html`));
    const others = pages
      .map(({path}) => path)
      .filter((path) => path.startsWith("embed/") && !named.has(path));
    expect(others).toEqual(["embed/retrain.html"]);
    expect(named.size).toBe(parts.length);
  });
});

test("the example of elements names figures that can be elements, each with a picture or a link until it is there", () => {
  const {document} = examples.find(({path}) => path === "examples/embed/element.html")!;
  const elements = [...document.querySelectorAll("residual-figure")];
  const {figures, style} = JSON.parse(readBuilt("v1/figures.json")) as FigureIndex;
  expect(elements.length).toBeGreaterThan(1);
  for (const element of elements) {
    expect(Object.keys(figures)).toContain(element.getAttribute("name"));
    expect(element.children.length).toBeGreaterThan(0);
  }
  for (const address of Object.values(figures))
    expect(resolveBuilt("v1/figures.json", address), address).toMatch(/^embed\//);
  expect(resolveBuilt("v1/figures.json", style)).toMatch(/^v1\/figure\.[0-9a-f]{8}\.css$/);
});

describe.each(examples.filter(({document}) => document.querySelector("iframe")))(
  "$path",
  ({path, document}) => {
    test("frames figures that are there, by relative paths, each with a title", () => {
      const frames = [...document.querySelectorAll("iframe")];
      expect(frames.length).toBeGreaterThan(1);
      for (const frame of frames) {
        const url = frame.getAttribute("data-src") ?? frame.getAttribute("src")!;
        expect(resolveBuilt(path, url), url).toMatch(/^embed\/[\w-]+\/[\w-]+\.html$/);
        expect(frame.title).toMatch(/\S/);
      }
    });
  }
);

describe.each(examples)("$path", ({html}) => {
  test("has all that the build is to fill in", () => {
    expect(html).not.toMatch(/\{\{|undefined|NaN/);
  });
});

test("the slides are all that they need, with a licence, and are ten", () => {
  const own = files.filter((path) => path.startsWith("examples/slides/") && !/\.(br|gz)$/.test(path));
  const names = ["colors.css", "deck.css", "deck.js", "figureFrame.js", "index.html"];
  const reveal = ["LICENSE.txt", "reveal.css", "reveal.js"].map((name) => `reveal/${name}`);
  expect(own).toEqual([...names, ...reveal].map((name) => `examples/slides/${name}`));
  const {document} = examples.find(({path}) => path.includes("slides"))!;
  expect(document.querySelectorAll(".slides > section")).toHaveLength(10);
  expect(readBuilt("licences.txt")).toMatch(/^reveal\.js \d[\d.]*: MIT$/m);
});

test("an editor and a compiler, once a reader comes near a cell, are not large", () => {
  const read = loadedModules(pages.find(({path}) => path === "degradation.html")!);
  const bundles = files.filter((path) => /^_code\/[^/]*\.js$/.test(path));
  const adds = (names: readonly string[], to: ReadonlySet<string>) => {
    const entries = names.map((name) =>
      bundles.find((path) => sourcesOf([path]).some((source) => source.includes(`/notebook/${name}.`)))!
    );
    return new Set([...reachableModules(entries)].filter((path) => !to.has(path)));
  };
  const parts = adds(["editor/editor", "compiler/compileCell"], read);
  expect(sourcesOf(parts).filter((path) => /codemirror|lezer|acorn/i.test(path)).length).toBeGreaterThan(5);
  expect(compressedSize(parts)).toBeLessThan(maxJavaScriptBytes.editor);
  // Completion and explanations come later, to those who write.
  const help = adds(["editor/assistance"], new Set([...read, ...parts]));
  expect(compressedSize(help)).toBeLessThan(maxJavaScriptBytes.assistance);
});

test("the licence of each package that a bundle has a part of can be read, from the page on privacy too", () => {
  const listed = readBuilt("licences.txt");
  const shipped = packagesIn(
    sourcesOf(files.filter((path) => path.startsWith("_code/") && path.endsWith(".js")))
  );
  expect(shipped.size).toBeGreaterThan(30);
  for (const name of shipped) expect(listed).toMatch(new RegExp(`^${name} \\d[\\w.-]*: \\S`, "m"));
  const {document} = pages.find(({path}) => path === "privacy.html")!;
  expect(document.querySelector("a[href='./licences.txt']")).not.toBeNull();
});

test("no page has a module in it: all are in bundles", () => {
  for (const {path, document} of pages)
    for (const {textContent} of document.querySelectorAll("script[type=module]:not([src])"))
      expect(moduleImports(textContent ?? ""), path).toEqual({loaded: [], later: []});
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

  test("no address is in the site but of what it cites and of what names something", () => {
    const known = new Set([
      ...["arxiv.org", "papers.nips.cc", "jmlr.org", "www.cs.toronto.edu"], // papers and data
      ...["pytorch.org", "developer.mozilla.org", "en.wikipedia.org", "observablehq.com", "github.com"], // references
      "www.w3.org", // namespaces
      ...["example.com", "example.org"], // examples, and placeholders of Plot and of addresses
      ...["emscripten.org", "www.shadertoy.com"] // in messages and comments of TensorFlow.js
    ]);
    for (const path of files.filter((name) => /\.(html|js|css|json|svg|webmanifest)$/.test(name))) {
      const hosts = [...readBuilt(path).matchAll(/\b(?:https?|wss?):\/\/([\w-]+(?:\.[\w-]+)+)/g)];
      expect(
        hosts.map(([, host]) => host).filter((host) => !known.has(host)),
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

function commentsIn(document: Document, pattern: RegExp): Comment[] {
  const comments = document.createNodeIterator(document.body, 128); // comments
  const found: Comment[] = [];
  for (let node = comments.nextNode(); node; node = comments.nextNode())
    if (pattern.test(node.nodeValue!)) found.push(node as Comment);
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

/** Returns the width and the height of a built PNG. */
function pngSize(path: string): [number, number] {
  const file = readFileSync(`${siteRoot}/${path}`);
  expect(file.toString("latin1", 1, 4)).toBe("PNG");
  return [file.readUInt32BE(16), file.readUInt32BE(20)];
}
