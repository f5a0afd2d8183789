import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {lightColors, withOwnCode} from "../../../scripts/site/examples.js";

test("lightColors(style) has the light colours always, and no dark one", () => {
  const style = readFileSync("src/style/colors.css", "utf8");
  const light = lightColors(style);
  expect(light).toContain("@media all {\n  :root {\n    --theme-background-a: #fdfcf9;");
  expect(light).toContain("--plain: var(--plain-56)");
  expect(light).not.toContain("prefers-color-scheme");
  expect(light).not.toContain("#17181a");
  expect(light.split("{").length).toBe(light.split("}").length);
});

test("withOwnCode(html) shows the page's script as it stands, to be read and not to be run", () => {
  const script = '<script id="drive">\n    if (a < b && c)\n      go();\n  </script>';
  expect(withOwnCode(`${script}<pre>{{code}}</pre>`)).toBe(
    `${script}<pre>if (a &lt; b &amp;&amp; c)\n  go();</pre>`
  );
  expect(withOwnCode("<p>none</p>")).toBe("<p>none</p>");
});
