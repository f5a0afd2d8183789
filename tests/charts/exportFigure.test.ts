// @vitest-environment jsdom
import {afterEach, expect, test, vi} from "vitest";
import {svgFile} from "../../components/charts/exportFigure.js";

/** jsdom has no such class. */
class SVGStyleElement {
  static [Symbol.hasInstance]({tagName}: Element): boolean {
    return tagName === "style";
  }
}
vi.stubGlobal("SVGStyleElement", SVGStyleElement);

afterEach(() => document.body.replaceChildren());

/** What a file says. jsdom's has no such method. */
function textOf(file: Blob): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.readAsText(file);
  });
}

test("svgFile(chart) stands alone: it has a namespace, and the styles that came from the page", async () => {
  document.body.style.backgroundColor = "rgb(1, 2, 3)";
  document.body.innerHTML = `<style>.curve {fill: rgb(10, 20, 30); font-size: 7px}</style>
    <svg viewBox="0 0 10 10"><style>.inner {fill: red}</style><path class="curve" d="M0,0L1,1"></path></svg>`;
  const chart = document.querySelector("svg")!;
  const before = chart.outerHTML;
  const file = await svgFile(chart);
  const text = await textOf(file);
  expect(file.type).toBe("image/svg+xml");
  const copy = new DOMParser().parseFromString(text, "image/svg+xml")
    .documentElement as unknown as SVGElement;
  expect(copy.namespaceURI).toBe("http://www.w3.org/2000/svg");
  expect(copy.style.background).toBe("rgb(1, 2, 3)");
  const path = copy.querySelector("path")!;
  expect(path.style.fill).toBe("rgb(10, 20, 30)");
  expect(path.style.fontSize).toBe("7px");
  expect(copy.querySelector("style")!.getAttribute("style")).toBeNull();
  expect(chart.outerHTML).toBe(before);
});

test("svgFile(chart) is the chart as it was when it was asked for, whatever the page draws meanwhile", async () => {
  document.body.innerHTML = `<div class="figure-root" style="background: rgb(4, 5, 6)"><svg viewBox="0 0 10 10"></svg></div>`;
  const chart = document.querySelector("svg")!;
  const writing = svgFile(chart);
  chart.remove(); // a training draws it anew
  expect(await textOf(await writing)).toContain("background: rgb(4, 5, 6)");
});

test("svgFile(chart, {source}) writes the source below the chart in lines, and leaves out what only a page has", async () => {
  document.body.innerHTML = `<svg tabindex="0" width="200" height="100" viewBox="0 0 200 100"><g class="crosshair"></g>
    <g role="button" tabindex="0" aria-pressed="true"><text>test error</text></g></svg>`;
  const file = await svgFile(document.querySelector("svg")!, {
    source: "residual networks · this run: seed 3 · recorded"
  });
  const text = await textOf(file);
  const copy = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const lines = [...copy.querySelectorAll(":scope > text")].map(({textContent}) => textContent);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.join(" ")).toBe("residual networks · this run: seed 3 · recorded");
  expect(copy.getAttribute("height")).toBe(String(100 + 15 * lines.length + 8));
  expect(copy.getAttribute("viewBox")).toBe(`0 0 200 ${copy.getAttribute("height")}`);
  expect(copy.querySelector(".crosshair, [role], [tabindex], [aria-pressed]")).toBeNull();
  expect(copy.hasAttribute("tabindex")).toBe(false);
});
