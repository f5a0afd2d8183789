import {existsSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {formerModules} from "../../../components/notebook/compiler/formerModules.js";
import {resolveModule} from "../../../components/notebook/compiler/resolveModule.js";

const modules = {
  "/components/network.js": "https://example.org/course/_import/components/network.1.js",
  "@observablehq/plot": "https://example.org/course/_node/plot.js",
  d3: "https://example.org/course/_node/d3.js"
};

describe("resolveModule(specifier, path, modules)", () => {
  test("finds a module by a path from the page, from its parent, and from the root", () => {
    const {"/components/network.js": url} = modules;
    expect(resolveModule("./components/network.js", "/lab.md", modules)).toBe(url);
    expect(resolveModule("../components/network.js", "/embed/retrain.md", modules)).toBe(url);
    expect(resolveModule("../../components/network.js", "/a/b/c", modules)).toBe(url);
    expect(resolveModule("/components/network.js", "/embed/retrain.md", modules)).toBe(url);
    expect(resolveModule("./../components/./x/../network.js", "/embed/retrain", modules)).toBe(url);
  });

  test("finds a package by its name", () => {
    expect(resolveModule("d3", "/a/b.md", modules)).toBe(modules.d3);
    expect(resolveModule("@observablehq/plot", "/lab.md", modules)).toBe(modules["@observablehq/plot"]);
  });

  test.each([
    ["./components/network.js", "/embed/retrain.md"],
    ["./network.js", "/lab.md"],
    ["components/network.js", "/lab.md"],
    ["./d3", "/lab.md"],
    ["/d3", "/lab.md"],
    ["D3", "/lab.md"],
    ["", "/lab.md"],
    [".", "/lab.md"],
    ["npm:d3", "/lab.md"],
    ["https://example.org/course/_node/d3.js", "/lab.md"],
    ["//example.org/d3.js", "/lab.md"],
    ["data:text/javascript,1", "/lab.md"],
    ["node:fs", "/lab.md"],
    ["__proto__", "/lab.md"],
    ["constructor", "/lab.md"],
    ["toString", "/lab.md"],
    ["./__proto__", "/lab.md"]
  ])("throws for %j on %s, and says what there is", (specifier, path) => {
    expect(() => resolveModule(specifier, path, modules)).toThrow(
      new RangeError(
        `this page has no module "${specifier}"; it has /components/network.js, @observablehq/plot, d3`
      )
    );
  });

  test("takes no other host's path for its own", () => {
    expect(() => resolveModule("//example.org/components/network.js", "/lab.md", modules)).toThrow(
      /^this page has no module/
    );
  });
});

describe("resolveModule finds a module by its path of version 0.1.0", () => {
  const url = (path: string) => `https://example.org/course/_import${path}`;
  const now = Object.fromEntries(
    ["/components/panels/trainer.js", "/components/client/client.js", "/components/labs/pathLab.js"].map(
      (path) => [path, url(path)]
    )
  );

  test.each([
    ["./components/cells/trainer.js", "/residual-block.md", "/components/panels/trainer.js"],
    ["./components/training/client.js", "/lab.md", "/components/client/client.js"],
    ["/components/cells/labs/pathLab.js", "/paths.md", "/components/labs/pathLab.js"],
    ["../components/cells/trainer.js", "/embed/retrain.md", "/components/panels/trainer.js"]
  ])("%j on %s is %s", (specifier, path, expected) => {
    expect(resolveModule(specifier, path, now)).toBe(url(expected));
  });

  test("but only where the page has it", () => {
    expect(() => resolveModule("./components/cells/trainer.js", "/lab.md", modules)).toThrow(
      /^this page has no module/
    );
  });

  test("but not where the page has another by that path", () => {
    const former = "/components/cells/trainer.js";
    expect(resolveModule(former, "/lab.md", {...now, [former]: url(former)})).toBe(url(former));
  });

  test.each([...formerModules])("%s has moved to %s", (former, path) => {
    const file = (name: string) => name.slice(1).replace(/\.js$/, ".ts");
    expect(existsSync(file(former))).toBe(false);
    expect(existsSync(file(path))).toBe(true);
  });
});
