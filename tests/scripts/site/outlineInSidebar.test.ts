import {expect, test} from "vitest";
import {outlineInSidebar} from "../../../scripts/site/outlineInSidebar.js";

const sidebar = (active: string) =>
  `<ol><li class="observablehq-link"><a href="./a">A</a></li>\n<li class="observablehq-link${active}"><a href="./b">B</a></li></ol>`;
const outline = `<aside id="observablehq-toc" data-selector="h2[id]">
<nav>
<div>On this page</div>
<ol>
<li class="observablehq-secondary-link"><a href="#c">C</a></li>
</ol>
</nav>
</aside>
`;

test("the headings of a page follow its name in the list of pages", () => {
  const page = `${sidebar(" observablehq-link-active")}<div>${outline}<main></main></div>`;
  expect(outlineInSidebar(page)).toBe(
    '<ol><li class="observablehq-link"><a href="./a">A</a></li>\n' +
      '<li class="observablehq-link observablehq-link-active"><a href="./b">B</a></li>\n' +
      '<li id="observablehq-toc" data-selector="h2[id]"><nav aria-label="On this page"><ol>\n' +
      '<li class="observablehq-secondary-link"><a href="#c">C</a></li>\n</ol></nav></li></ol><div><main></main></div>'
  );
});

test("a page that is not in the list, or has no headings, stays as it is", () => {
  const outside = `${sidebar("")}<div>${outline}</div>`;
  const without = `${sidebar(" observablehq-link-active")}<div><main></main></div>`;
  expect(outlineInSidebar(outside)).toBe(outside);
  expect(outlineInSidebar(without)).toBe(without);
});
