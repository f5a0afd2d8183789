import {readFileSync} from "node:fs";
import {gzipSync} from "node:zlib";
import {expect, test} from "vitest";
import {fields} from "../../components/experiment/fields.js";
import {courseApi} from "../../scripts/courseApi.js";

const api = courseApi({
  "/components/network.js": "components/network.ts",
  "/components/training.js": "components/training.ts",
  "/components/charts.js": "components/charts.ts",
  "/components/paths.js": "components/paths.ts",
  "/components/landscape.js": "components/landscape.ts",
  "/components/exercises.js": "components/exercises.ts"
});

test("courseApi(files) has each export with its signature, kind and doc comment; no types", () => {
  const training = api.modules["/components/training.js"];
  expect(training.train.signature).toBe(
    "train(spec: TrainingSpec, options?: TrainOptions): TrainingIterator"
  );
  expect(training.train.kind).toBe("function");
  expect(training.RunSpecError.kind).toBe("class");
  expect(Object.keys(training)).not.toContain("TrainingSpec");
  const all = Object.values(api.modules).flatMap((module) => Object.entries(module));
  expect(all.length).toBeGreaterThan(50);
  expect(all.filter(([, {doc}]) => !/^[A-Z`].*[.:]/s.test(doc)).map(([name]) => name)).toEqual([]);
});

test("courseApi(files) has options by argument, with values and options of their own", () => {
  const {train} = api.modules["/components/training.js"];
  const {networks, block, optimizer} = train.arguments![0];
  expect(block).toMatchObject({
    values: ["basic", "bottleneck"],
    doc: expect.stringMatching(/^The residual function: two 3×3 convolutions/)
  });
  expect(train.arguments![0].width.doc).toBe(
    "Channels of the first stage; the next stages have twice and four times as many. Defaults to 8."
  );
  const {order, initialisation} = train.arguments![0];
  expect(order.values).toContain("reluBeforeAddition");
  expect(initialisation).toMatchObject({values: ["he", "small"], doc: expect.stringMatching(/0\.01/)});
  expect(Object.keys(optimizer.options!)).toEqual(Object.keys(fields.optimizer));
  expect(networks.options).toHaveProperty("shortcutScale");
  expect(api.modules["/components/charts.js"].errorChart.arguments).toHaveProperty("1.least");
  for (const options of Object.values(train.arguments!))
    expect(
      Object.entries(options)
        .filter(([, {doc}]) => doc === "")
        .map(([name]) => name)
    ).toEqual([]);
});

test("courseApi(files) is small, and throws for a file that is missing or exports nothing", () => {
  expect(gzipSync(JSON.stringify(api)).length).toBeLessThan(17_000);
  expect(() => courseApi({"/x.js": "components/nowhere.ts"})).toThrow(/^no module: components\/nowhere\.ts$/);
  expect(() => courseApi({"/x.js": "components/worker/worker.ts"})).toThrow(/no module|exports nothing/);
});

test("courseApi(files) has every name that cells of version 0.1.0 could import", () => {
  const json = readFileSync("tests/fixtures/v0.1.0/modules.json", "utf8");
  for (const [module, names] of Object.entries(JSON.parse(json) as Record<string, string[]>))
    expect(Object.keys(api.modules[module])).toEqual(expect.arrayContaining(names));
});
