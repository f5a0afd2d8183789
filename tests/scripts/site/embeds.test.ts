import {JSDOM} from "jsdom";
import {expect, test} from "vitest";
import {embedDocument} from "../../../scripts/site/embedDocument.js";
import {embedsOf} from "../../../scripts/site/embeds.js";

const code = `
define({id: "0000000a", outputs: ["chart"], body: async () => {}});
define({id: "0000000b", inputs: ["view","chooser"], outputs: ["walked"], body: () => {}});
define({id: "0000000c", inputs: ["chart"], outputs: ["depth"], body: () => {}});
define({id: "0000000d", mode: "inline", inputs: ["chart","walked","depth","display"], body: async () => {}});
define({id: "0000000e", mode: "inline", inputs: ["display"], body: async () => {}});
define({id: "0000000f", inputs: ["FileAttachment"], outputs: ["$mountCells"], body: async () => {}});
`;

const page = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Deeper | Residual</title></head><body>
<main id="observablehq-main"><h1 id="deeper">Deeper</h1>
<h2 id="see-it">See it</h2>
<div class="block"><!--:0000000a:--></div>
<div class="block"><!--drawn live--><input type="checkbox"><!--:0000000b:--></div>
<editable-cell id="cell-depth" data-key="depth" data-title="Depth"><div class="cell-bar"></div><div><!--:0000000c:--></div></editable-cell>
<figure><p><!--drawn--><svg></svg><!--:0000000d:--></p><figcaption><b>Curves.</b> <a href="#see-it">above</a></figcaption></figure>
<figure><table></table></figure>
<div class="paragraph"><!--drawn live--><div data-exercise="p/count" class="exercise">?</div><!--:0000000e:--></div>
<editable-cell id="x-cell-notebook" data-added></editable-cell>
<div hidden><!--:ce11ab1e:--><div><!--:0000000f:--></div></div>
</main></body></html>`;

const {html, embeds} = embedsOf("p", page, code);

test("embedsOf(page) has each figure, exercise and editable cell, called after itself or its heading", () => {
  expect(embeds.map(({name, title, cells}) => [name, title, cells])).toEqual([
    ["cell-depth", "Depth", true],
    ["see-it", "Curves", true],
    ["see-it-2", "See it", false],
    ["exercise-count", "Exercise: See it", false]
  ]);
  const marked = [...new JSDOM(html).window.document.querySelectorAll("[data-embed]")];
  expect(marked.map((part) => part.getAttribute("data-embed"))).toEqual(embeds.map(({name}) => `p/${name}`));
});

test("figures, cells and exercises have a link to their document, and name the cells of the code behind them", () => {
  const {document} = new JSDOM(html).window;
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a.embed-link")];
  expect(
    links.map((link) => [
      link.parentElement!.className || link.parentElement!.localName,
      link.getAttribute("href")
    ])
  ).toEqual([
    ["cell-bar", "./embed/p/cell-depth"],
    ["figcaption", "./embed/p/see-it"],
    ["paragraph", "./embed/p/exercise-count"]
  ]);
  const exercise = links[2].parentElement!;
  expect(exercise.lastElementChild).toBe(links[2]); // behind the place of its cell, which is drawn anew
  expect(links[2].getAttribute("aria-label")).toBe("Embed: Exercise: See it");
  expect(
    [...document.querySelectorAll("[data-embed-code]")].map((part) => part.getAttribute("data-embed-code"))
  ).toEqual(["depth"]);
  expect(embeds.some(({body}) => body.includes("embed-link"))).toBe(false);
});

test("a part has the places of what its cells need: controls seen, code to open, the rest hidden", () => {
  const {document} = new JSDOM(embeds[1].body).window;
  const shown = document.querySelector(".embed")!;
  expect([...shown.children].map(({localName}) => localName)).toEqual(["div", "figure", "details"]);
  expect(shown.querySelector("input")).not.toBeNull();
  expect(shown.querySelector("details editable-cell")!.id).toBe("cell-depth");
  const places = document.body.innerHTML.match(/<!--:\w+:-->/g)!.map((place) => place.slice(5, 13));
  expect(places.sort()).toEqual(["0000000a", "0000000b", "0000000c", "0000000d", "0000000f", "ce11ab1e"]);
  expect(shown.querySelector("figcaption a")!.getAttribute("href")).toBe("./p#see-it");
});

test("a part without cells has no place of any", () => {
  expect(embeds[2].body).not.toMatch(/<!--:/);
});

test("embedDocument(page, embed) starts its links from the site's root, and opens them beside the frame", () => {
  const text = embedDocument(page, embeds[1], {page: "p", address: "embed/p/see-it"});
  const {document} = new JSDOM(text, {url: "https://host.example/course/embed/p/see-it"}).window;
  expect(document.baseURI).toBe("https://host.example/course/");
  expect(document.querySelector("base")!.target).toBe("_blank");
  expect([document.title, document.documentElement.dataset.embed]).toEqual(["Curves | Deeper", "p/see-it"]);
  expect(document.querySelector<HTMLLinkElement>("link[rel=canonical]")!.href).toBe(
    "https://host.example/course/p"
  );
});
