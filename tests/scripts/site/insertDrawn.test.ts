import {expect, test} from "vitest";
import type {DrawnPage} from "../../../scripts/site/drawPage.js";
import {insertDrawn} from "../../../scripts/site/insertDrawn.js";

const loading = "<observablehq-loading></observablehq-loading>";
const drawn = (cells: Record<string, string>, live = false): DrawnPage => ({
  cells: Object.fromEntries(Object.entries(cells).map(([id, html]) => [id, {html, live}])),
  fitted: true,
  errors: []
});

test("what a cell shows stands in its place, between two comments", () => {
  const page = `<p>In ${loading}<!--:0a1b2c3d-1:--> steps</p>`;
  expect(insertDrawn(page, drawn({"0a1b2c3d-1": "200"}))).toBe(
    "<p>In <!--drawn-->200<!--:0a1b2c3d-1:--> steps</p>"
  );
});

test("a cell that shows nothing waits for nothing", () => {
  expect(insertDrawn(`<p>${loading}<!--:0a1b2c3d:--></p>`, drawn({}))).toBe("<p><!--:0a1b2c3d:--></p>");
});

test("what a paragraph cannot hold gets a place that can", () => {
  const place = `<p>${loading}<!--:0a1b2c3d:--></p>`;
  expect(insertDrawn(place, drawn({"0a1b2c3d": "<div>curves</div>"}))).toBe(
    '<div class="paragraph"><!--drawn--><div>curves</div><!--:0a1b2c3d:--></div>'
  );
  expect(insertDrawn(place, drawn({"0a1b2c3d": "<span>curves</span>"}))).toMatch(/^<p>.*<\/p>$/);
});

test("both widths are there where they differ, with ids of their own", () => {
  const wide = drawn({"0a1b2c3d": '<svg width="640"><g id="0a1b2c3d-clip"/></svg>'});
  const narrow = drawn({"0a1b2c3d": '<svg width="358"><g id="0a1b2c3d-clip"/></svg>'});
  const html = insertDrawn("<!--:0a1b2c3d:-->", wide, narrow);
  expect(html).toContain('<div class="drawn-wide"><svg width="640"><g id="0a1b2c3d-clip"/></svg></div>');
  expect(html).toContain(
    '<div class="drawn-narrow"><svg width="358"><g id="narrow-0a1b2c3d-clip"/></svg></div>'
  );
  expect(insertDrawn("<!--:0a1b2c3d:-->", wide, wide)).not.toContain("drawn-wide");
});

test("in both widths the same is chosen: their radio buttons are two groups", () => {
  const radio = (label: string) => drawn({"0a1b2c3d": `${label} <input type="radio" name="form" checked>`});
  const html = insertDrawn("<!--:0a1b2c3d:-->", radio("a wide form"), radio("a"));
  expect(html.match(/ name="[^"]*"/g)).toEqual([' name="form"', ' name="narrow-form"']);
});

test("the first thing to press is marked, and says once what it needs", () => {
  const cells = drawn({"0a1b2c3d": "<button>Train</button>", "1a1b2c3d": "<button>Run</button>"}, true);
  const html = insertDrawn("<!--:0a1b2c3d:--> <!--:1a1b2c3d:-->", cells);
  expect(html.match(/<!--drawn live-->/g)).toHaveLength(2);
  expect(html.match(/<noscript>/g)).toHaveLength(1);
});
