import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {relativeError} from "../../components/model/relativeError.js";
import {namedNetwork} from "../../components/network/named.js";
import type {NamedOptions} from "../../components/network/networkFields.js";
import {gpuParts} from "../../components/plan/machines/webgpu/gpuParts.js";
import {createPlan} from "../../components/plan/plan.js";
import {isRun} from "../../components/plan/program.js";
import {launchBrowser} from "../../scripts/browser.js";
import {type KernelCase, kernelCases} from "../plan/kernelCases.js";
import {randomBatch} from "../plan/randomBatch.js";
import {createWasmModel} from "../plan/wasmModel.js";
import {type BundledPage, openBundledPage} from "./bundledPage.js";
import type {DroppingRun, PlainCase, PlainResult} from "./planPage.js";

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

describe("steps that drop residual functions on software WebGPU, on memory full of NaN", () => {
  let browser: Browser;
  let opened: BundledPage;

  beforeAll(async () => {
    browser = await launchBrowser({webgpu: true});
    opened = await openBundledPage(browser, "tests/browser/planPage.ts");
  });

  afterAll(async () => {
    await opened?.close();
    await browser?.close();
  });

  const kinds: [name: string, options: NamedOptions][] = [
    ["cifar-resnet-14", {}],
    ["cifar-resnet-8", {order: "reluBeforeAddition", shortcut: "B"}],
    ["cifar-resnet-8", {preActivation: true, shortcutScale: 0.7}],
    ["cifar-resnet-8", {norm: false}]
  ];
  for (const [name, options] of kinds) {
    test(`give the numbers of WebAssembly, the same bits again, by one submit and no new kernels: ${name} ${JSON.stringify(options)}`, async () => {
      const {expression, input} = namedNetwork(name, {width: 4, size: 8, ...options});
      const plan = createPlan(expression, input, {batch: 4, parts: gpuParts});
      const {blocks} = plan;
      const steps = [[], blocks.filter((_, i) => i % 2 === 0), [...blocks], [blocks[1]], []];
      const run: DroppingRun = {name, options: {width: 4, size: 8, ...options}, batch: 4, seed: 7, steps};
      const train = () => opened.page.evaluate((given) => globalThis.onPlanPage.trainDropping(given), run);
      const results = await train();
      const model = await createWasmModel(expression, input);
      for (const [i, {lossNats, state, ...asked}] of results.entries()) {
        const dropped = new Set(steps[i]);
        for (const block of blocks) model.setGate(block, {residual: dropped.has(block) ? 0 : 1, shortcut: 1});
        const {images, labels} = randomBatch(4, input, {seed: i});
        const expected = await model.step(images, labels, {
          learningRate: 0.05,
          momentum: 0.9,
          weightDecay: 1e-4
        });
        expect(Math.abs(lossNats - expected.lossNats)).toBeLessThan(1e-3 * expected.lossNats);
        for (const [name, values] of Object.entries(await model.state()))
          expect(relativeError(state[name], values), `${name}, step ${i}`).toBeLessThan(1e-2); // a relu may flip
        const dispatches = plan.train.calls.filter((call) => isRun(call, dropped)).length;
        expect(asked).toEqual({pipelines: 0, submits: 1, dispatches});
      }
      expect(await train()).toEqual(results);
    });
  }
});

function plain({kernel, tensors, expected}: KernelCase): PlainCase {
  const plainTensors = Object.entries(tensors).map(([name, values]) => [
    name,
    {values: Array.from(values), integers: values instanceof Int32Array}
  ]);
  const sizes = Object.entries(expected).map(([name, {length}]) => [name, length]);
  return {kernel, tensors: Object.fromEntries(plainTensors), sizes: Object.fromEntries(sizes)};
}
