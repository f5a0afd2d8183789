import {expect, test} from "vitest";
import {pageEntry} from "../../../scripts/site/pageEntry.js";
import {takeCode} from "../../../scripts/site/takeCode.js";

const code = `
import {define} from "./_observablehq/client.0d842524.js";

define({id: "d4cf3d03", outputs: ["chart"], body: async () => {
const [{chart}, Plot] = await Promise.all([import("./_import/components/chart.6949327e.js"), import("./_node/d3@7.9.2/index.js")]);
return {chart};
}});

define({id: "9699d56a-1", inputs: ["chart"], body: (chart) => {
define({id: 1});
}});
`;

test("cells are collected, and what they import comes with the page", () => {
  const entry = pageEntry(code, "./start.js");
  expect(entry).toContain('import * as $module0 from "./_import/components/chart.6949327e.js";');
  expect(entry).toContain("Promise.all([$module0, import(");
  expect(entry.match(/^\$cells\.push\(\{id: "/gm)).toHaveLength(2);
  expect(entry).toContain("\ndefine({id: 1});"); // a cell's own
  expect(entry.trimEnd()).toMatch(
    /start = \(\) => \$startCells\(\$cells, \$define\);\nexport \{\$cells as cells\};$/
  );
});

test("a page's code is taken out of it, with what the browser is told to load for it", () => {
  const page = `<head>
<link rel="modulepreload" href="./_observablehq/client.js">
<link rel="stylesheet" href="./style.css">
<script type="module">
${code}</script>
</head><script>let sidebar;</script>`;
  const parts = takeCode(page);
  expect(parts.code).toBe(code);
  expect(parts.html).toBe(
    '<head>\n<link rel="stylesheet" href="./style.css">\n</head><script>let sidebar;</script>'
  );
  expect(takeCode("<p>Text</p>")).toEqual({html: "<p>Text</p>", code: ""});
});

test("a file is named from where the bundle is, whatever document its cells stand in", () => {
  const register =
    'registerFile("./data/a.json", {"name":"./data/a.json","path":"./_file/data/a.0123abcd.json","size":7});';
  expect(pageEntry(register, "./start.js")).toContain(
    '{"name":"./data/a.json","path":new URL("../_file/data/a.0123abcd.json", import.meta.url).href,"size":7}'
  );
  expect(pageEntry(register.replace("./_file", "../_file"), "./start.js")).toContain('URL("../_file/data/');
});
