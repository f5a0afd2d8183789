import {describe, expect, test} from "vitest";
import {licencesOf, licencesText, packagesIn} from "../../../scripts/site/licences.js";

describe("packagesIn(sources)", () => {
  test("finds packages in Framework's cache and in node_modules, the innermost of a path", () => {
    expect([
      ...packagesIn([
        "../_node/htl@0.3.1/index.js",
        "../../node_modules/@observablehq/plot/src/plot.js",
        "../_node/d3-array@3.2.5/node_modules/internmap/src/index.js",
        "../components/network/cost.ts"
      ])
    ]).toEqual(["htl", "@observablehq/plot", "internmap"]);
  });

  test("passes over what is cut out of several packages and has a name of its own", () => {
    expect([...packagesIn(["../_node/codemirror-chunks@1/chunk.js", "<stdin>"])]).toEqual([]);
  });
});

describe("licencesOf(bundled)", () => {
  const licences = licencesOf(["@observablehq/plot"]);
  const named = (wanted: string) => licences.find(({name}) => name === wanted);

  test("has a package, what it depends on, and what is shipped as files", () => {
    expect(named("@observablehq/plot")).toMatchObject({id: "ISC"});
    expect(named("d3-array")!.text).toMatch(/Mike Bostock/);
    expect(named("@fontsource-variable/stix-two-text")!.id).toBe("OFL-1.1");
    expect(named("katex")!.text).toMatch(/Khan Academy/);
  });

  test("leaves out what only a build needs", () => {
    expect(named("esbuild")).toBeUndefined();
    expect(licences.filter(({name}) => name.startsWith("@types/"))).toEqual([]);
  });

  test("names each package once, in order, with a text", () => {
    const names = licences.map(({name}) => name);
    expect(names).toEqual([...new Set(names)].sort());
    for (const {name, text} of licences) expect(text.length, name).toBeGreaterThan(50);
  });

  test("throws for a licence that asks for more than its text", () => {
    expect(() => licencesOf(["axe-core"])).toThrow(/^invalid licence: MPL-2\.0 of axe-core; /);
  });
});

test("licencesText(licences) has a line a package, and a text that several share once", () => {
  const text = "Permission is granted.";
  const shown = licencesText([
    {name: "one", version: "1.0.0", id: "MIT", text},
    {name: "two", version: "2.0.0", id: "MIT", text}
  ]);
  expect(shown).toMatch(/^one 1\.0\.0: MIT\ntwo 2\.0\.0: MIT$/m);
  expect(shown.split(text)).toHaveLength(2);
  expect(shown).toContain("one 1.0.0, two 2.0.0\n\nPermission");
});
