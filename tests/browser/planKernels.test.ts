import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {relativeError} from "../../components/model/relativeError.js";
import {launchBrowser} from "../../scripts/browser.js";
import {type KernelCase, kernelCases} from "../plan/kernelCases.js";
import {type BundledPage, openBundledPage} from "./bundledPage.js";
import type {PlainCase, PlainResult} from "./planPage.js";

/** Cases that go to the page at a time: their kernels are compiled at once. */
const batchSize = 24;

describe("the kernels on software WebGPU, with sums in 3 parts", () => {
  let browser: Browser;
  let opened: BundledPage;
  let cases: KernelCase[];
  const results: PlainResult[] = [];

  beforeAll(async () => {
    browser = await launchBrowser({webgpu: true});
    opened = await openBundledPage(browser, "tests/browser/planPage.ts");
    cases = await kernelCases({parts: () => 3});
    for (let first = 0; first < cases.length; first += batchSize) {
      const batch = cases.slice(first, first + batchSize).map(plain);
      results.push(...(await opened.page.evaluate((some) => globalThis.onPlanPage.runKernels(some), batch)));
    }
  });

  afterAll(async () => {
    await opened?.close();
    await browser?.close();
  });

  test("give what the reference gives", () => {
    expect(results).toHaveLength(cases.length);
    const faults = cases.flatMap(({name, expected}, i) =>
      Object.entries(expected).flatMap(([tensor, values]) => {
        const error = relativeError(results[i].written[tensor], values);
        return error < 1e-5 ? [] : [`${name}: ${tensor} is off by ${error}`];
      })
    );
    expect(faults).toEqual([]);
  });

  test("give the same bits again", () => {
    const different = cases.filter((_, i) => !results[i].repeated);
    expect(different.map(({name}) => name)).toEqual([]);
  });
});

function plain({kernel, tensors, expected}: KernelCase): PlainCase {
  const plainTensors = Object.entries(tensors).map(([name, values]) => [
    name,
    {values: Array.from(values), integers: values instanceof Int32Array}
  ]);
  const sizes = Object.entries(expected).map(([name, {length}]) => [name, length]);
  return {kernel, tensors: Object.fromEntries(plainTensors), sizes: Object.fromEntries(sizes)};
}
