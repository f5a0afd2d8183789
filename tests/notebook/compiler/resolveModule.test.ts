import {describe, expect, test} from "vitest";
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
