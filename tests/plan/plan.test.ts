import {describe, expect, test} from "vitest";
import {conv} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";
import {gpuParts} from "../../components/plan/machines/webgpu/gpuParts.js";
import {type Kernel, kernelKey, shaderOf} from "../../components/plan/operations/kernels.js";
import {slotSize} from "../../components/plan/parameterLayout.js";
import {createPlan, type Plan} from "../../components/plan/plan.js";
import {isRun, type Parts, wholeSums, withoutTrace} from "../../components/plan/program.js";
import {deepNetworks} from "./networkKinds.js";

function planOf(name: string, options: object = {}, {parts = gpuParts, batch = 128} = {}): Plan {
  const {expression, input} = namedNetwork(name, {size: 16, ...options});
  return createPlan(expression, input, {batch, parts});
}

/** Calls of a step that drops the residual functions of the blocks *dropped*, by the kernel's type. */
function counts({train}: Plan, dropped?: ReadonlySet<string>): Partial<Record<Kernel["type"], number>> {
  const found: Partial<Record<Kernel["type"], number>> = {};
  for (const {kernel, when} of train.calls)
    if (isRun({when}, dropped)) found[kernel.type] = (found[kernel.type] ?? 0) + 1;
  return found;
}

function total(found: Partial<Record<Kernel["type"], number>>): number {
  return Object.values(found).reduce((sum, count) => sum + count, 0);
}

function calls(name: string, options: object = {}, parts: Parts = gpuParts): number {
  return total(counts(planOf(name, options, {parts})));
}

describe("createPlan(network)", () => {
  test("makes a step of 398 calls for a residual network of 56 layers", () => {
    const layers = {convolution: 56, filterGradient: 56, inputGradient: 55, biasGradient: 1};
    const norms = {normStatistics: 55, normalize: 55, normGradientSums: 55, normGradient: 55};
    const shortcuts = {resample: 2, resampleGradient: 2, scale: 2};
    const ends = {globalAveragePool: 1, globalAveragePoolGradient: 1, crossEntropy: 1, optimizerStep: 1};
    const plan = planOf("cifar-resnet-56", {width: 8}, {parts: wholeSums});
    expect(counts(plan)).toEqual({...layers, ...norms, ...shortcuts, ...ends});
    expect(total(counts(plan))).toBe(398);
  });

  test("makes a step of at most 350 calls for it on a graphics card where layers are small", () => {
    const plan = planOf("cifar-resnet-56", {width: 4, size: 8}, {batch: 2});
    const {normStatistics, normGradientSums} = counts(plan);
    expect(total(counts(plan))).toBeLessThanOrEqual(350);
    expect([normStatistics, normGradientSums]).toEqual([undefined, undefined]); // a launch is dearer than what they do
    expect(total(counts(planOf("cifar-resnet-56", {width: 8})))).toBeGreaterThan(350);
  });

  test("makes a step of few programs for a graphics card: layers that differ in size share theirs", () => {
    const networks = [
      [{width: 4, size: 8}, 2],
      [{width: 8, size: 16}, 64],
      [{width: 16, size: 32}, 64]
    ] as const;
    for (const [options, batch] of networks) {
      const kernels = planOf("cifar-resnet-56", options, {batch}).train.calls.map(({kernel}) => kernel);
      const programs = (type?: Kernel["type"]) =>
        new Set(
          kernels.filter((kernel) => !type || kernel.type === type).map((kernel) => shaderOf(kernel).code)
        ).size;
      expect(programs("normalize")).toBe(2); // one of them with a shortcut
      expect(programs("normGradient")).toBe(2);
      expect(programs("convolution")).toBeLessThanOrEqual(6);
      expect(programs()).toBeLessThanOrEqual(40);
    }
  });

  test("makes few calls of a block whose residual function a step drops: 4 for 14", () => {
    const plan = planOf("cifar-resnet-56", {width: 8}, {parts: wholeSums});
    const all = counts(plan, new Set(plan.blocks));
    const ends = {globalAveragePool: 1, globalAveragePoolGradient: 1, crossEntropy: 1, optimizerStep: 1};
    const shortcuts = {combine: 27, activationGradient: 27, scale: 27, resample: 2, resampleGradient: 2};
    const stem = {normStatistics: 1, normalize: 1, normGradientSums: 1, normGradient: 1};
    const layers = {convolution: 2, filterGradient: 2, inputGradient: 1, biasGradient: 1};
    expect(all).toEqual({...layers, ...stem, ...shortcuts, ...ends, zero: 27});
    const [one, none] = [counts(plan, new Set(["layer2.3"])), counts(plan)];
    expect(total(none) - total(one)).toBe(10);
  });

  test("computes the shortcut of a dropped residual function, with its projection", () => {
    const plan = planOf("cifar-resnet-8", {shortcut: "C"}, {parts: wholeSums});
    const {convolution, normGradient} = counts(plan, new Set(plan.blocks));
    expect([convolution, normGradient]).toEqual([1 + 3 + 1, 1 + 3]);
  });

  test("adds few calls where sums are in parts: one adds those of many layers", () => {
    const plan = planOf("cifar-resnet-56", {width: 8});
    const {reduce} = counts(plan);
    expect(total(counts(plan))).toBe(398 + reduce!);
    expect(reduce).toBeLessThanOrEqual(8);
  });

  test("makes steps in proportion to depth", () => {
    expect(calls("cifar-resnet-110") / calls("cifar-resnet-56")).toBeLessThanOrEqual(2.1);
  });

  test("makes a step of few distinct kernels: those of a stage are the same", () => {
    const distinct = (depth: number) =>
      new Set(
        planOf(`cifar-resnet-${depth}`, {}, {parts: wholeSums}).train.calls.map((c) => kernelKey(c.kernel))
      ).size;
    expect(distinct(110)).toBe(distinct(20));
  });

  test("makes one call of a grouped convolution, whatever the cardinality", () => {
    const grouped = [1, 2, 8].map((cardinality) =>
      calls(`cifar-resnext-11-${cardinality}x${8 / cardinality}d`, {}, wholeSums)
    );
    expect(new Set(grouped).size).toBe(1);
  });

  test("makes as many calls of a step as of what differentiates, and one more", () => {
    const {train, differentiate} = planOf("cifar-resnet-8");
    expect(train.calls.slice(0, -1).map(withoutTrace)).toEqual(differentiate.calls);
    expect(train.calls.at(-1)!.kernel.type).toBe("optimizerStep");
  });

  test("differentiates and evaluates without a trace in running statistics, which a step moves", () => {
    const {train, differentiate, evaluate} = planOf("cifar-resnet-8");
    const moved = [train, differentiate, evaluate].map(
      ({calls}) =>
        calls.flatMap(({write}) => Object.values(write)).filter(({space}) => space === "statistics").length
    );
    expect(moved).toEqual([7, 0, 0]);
  });

  test("has a space for each slot of its optimiser", () => {
    const {expression, input} = namedNetwork("cifar-resnet-8", {size: 16});
    const {sizes, train} = createPlan(expression, input, {batch: 4, parts: wholeSums, optimizer: "adamW"});
    expect(sizes["slot:expAvg"]).toBe(sizes.parameters);
    expect(sizes["slot:expAvgSq"]).toBe(sizes.parameters);
    expect(sizes.scalars).toBe(8);
    expect(Object.keys(train.calls.at(-1)!.write)).toEqual(["parameters", "expAvg", "expAvgSq"]);
  });

  test("evaluates and observes without a trace in parameters or running statistics", () => {
    const {evaluate, observe} = planOf("cifar-resnet-8", {shortcut: "B"});
    const written = [...evaluate.calls, ...observe.calls].flatMap(({write}) => Object.values(write));
    const spaces = new Set(written.map(({space}) => space));
    expect([...spaces].toSorted()).toEqual(["activations", "metrics", "observations"]);
  });

  for (const [name, options] of deepNetworks) {
    test(`binds at most 8 storage buffers a kernel: ${name} ${JSON.stringify(options)}`, () => {
      const {train, evaluate, observe} = planOf(name, options, {batch: 16});
      const all = [train, evaluate, observe].flatMap((program) => program.calls.map(({kernel}) => kernel));
      const distinct = new Map(all.map((kernel) => [kernelKey(kernel), kernel]));
      for (const kernel of distinct.values()) {
        const storage = shaderOf(kernel).bindings.filter(({access}) => access !== "uniform");
        expect(storage.length, kernel.type).toBeLessThanOrEqual(8);
      }
    });
  }

  test("names the blocks in order, and gives each a gate of its own", () => {
    const {blocks, gate, testGate, sizes} = planOf("cifar-resnet-14", {preActivation: true, shortcut: "B"});
    expect(blocks).toEqual([1, 2, 3].flatMap((layer) => [`layer${layer}.0`, `layer${layer}.1`]));
    expect(blocks.map((block) => gate(block).offset)).toEqual(blocks.map((_, i) => i * slotSize));
    expect(blocks.map((block) => testGate(block).offset)).toEqual(
      blocks.map((_, i) => (blocks.length + i) * slotSize)
    );
    expect(sizes.gates).toBe(2 * blocks.length * slotSize);
    expect(() => gate("layer4.0")).toThrow(
      "unknown block: layer4.0; this network has no such residual block"
    );
    expect(planOf("cifar-plain-14").blocks).toEqual([]);
  });

  test("observes a residual function and a shortcut in every block", () => {
    const {observations, blocks} = planOf("cifar-resnet-8", {}, {batch: 2});
    const each = blocks.flatMap((block) => [`${block} residual`, `${block} shortcut`]);
    expect(observations.map(({block, of}) => `${block} ${of}`)).toEqual(each);
    expect(observations[0].count).toBe(2 * 16 * 16 * 16);
    expect(new Set(observations.map(({tensor}) => tensor.offset)).size).toBe(each.length);
  });

  test("takes scores over several positions for as many classes", () => {
    const {train} = createPlan(conv(3, 1), [4, 5, 2], {batch: 2, parts: wholeSums});
    const losses = train.calls.map(({kernel}) => kernel).filter(({type}) => type === "crossEntropy");
    expect(losses).toEqual([expect.objectContaining({batch: 2, classes: 4 * 5 * 3})]);
  });

  for (const name of ["alexnet", "alexnet-original", "vgg16", "nin-cifar", "googlenet-paper", "resnet18"]) {
    test(`makes plans of ${name}`, () => {
      const {expression, input} = namedNetwork(name);
      const {train, evaluate} = createPlan(expression, input, {batch: 1, parts: gpuParts});
      expect(train.calls.length).toBeGreaterThan(evaluate.calls.length);
      for (const {kernel} of train.calls) {
        const storage = shaderOf(kernel).bindings.filter(({access}) => access !== "uniform");
        expect(storage.length, kernel.type).toBeLessThanOrEqual(8);
      }
    });
  }

  test("tells the memory of a network far too large, without a device", () => {
    const {sizes, allocation} = planOf("cifar-resnet-1202", {width: 64, size: 32});
    expect(sizes.parameters).toBeGreaterThan(309e6);
    expect(sizes.gradients).toBe(sizes.parameters);
    const bytes = 4 * [...Object.values(sizes), ...allocation.buffers].reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(40e9);
    expect(bytes).toBeLessThan(60e9);
  });
});

describe("createPlan(network).layout", () => {
  const {specs, layout, sizes} = planOf("cifar-resnet-8", {width: 5, shortcut: "B"});

  test("puts γ and β side by side, and the running mean and variance", () => {
    const norms = specs.filter(({kind}) => kind === "gamma");
    expect(norms.length).toBe(9);
    for (const {layerName, shape} of norms) {
      const [gamma, beta, mean, variance] = ["weight", "bias", "running_mean", "running_var"].map((part) =>
        layout.place(`${layerName}.${part}`)
      );
      expect(beta).toEqual({...gamma, offset: gamma.offset + shape[0]});
      expect(variance).toEqual({...mean, offset: mean.offset + shape[0]});
      expect([gamma.space, mean.space]).toEqual(["parameters", "statistics"]);
      expect(layout.tensor(layerName, "gammaBeta").size).toBe(2 * shape[0]);
      expect(layout.tensor(layerName, "running")).toMatchObject({...mean, size: 2 * shape[0]});
    }
  });

  test("begins every tensor that a kernel binds at a multiple of 256 bytes", () => {
    for (const {name, kind} of specs) {
      if (kind === "beta" || kind === "runningVariance") continue;
      expect((4 * layout.place(name).offset) % 256, name).toBe(0);
    }
  });

  test("gives every number one place", () => {
    for (const space of ["parameters", "statistics"] as const) {
      const taken = new Uint8Array(sizes[space]);
      for (const {offset, size, ...place} of specs.map(({name}) => layout.place(name)))
        if (place.space === space) for (let i = offset; i < offset + size; i++) taken[i]++;
      const count = specs
        .filter(({trainable}) => trainable === (space === "parameters"))
        .reduce((sum, {shape}) => sum + shape.reduce((a, b) => a * b, 1), 0);
      expect(Math.max(...taken)).toBe(1);
      expect(taken.reduce((a, b) => a + b, 0)).toBe(count);
    }
  });

  test("gives a gradient the place of its parameter", () => {
    const weight = layout.tensor("layer1.0.conv1", "weight");
    expect(layout.gradient("layer1.0.conv1", "weight")).toEqual({...weight, space: "gradients"});
  });

  test("throws on a name that the network does not have", () => {
    expect(() => layout.place("layer9.weight")).toThrow(
      "unknown parameter: layer9.weight; this network has no such parameter"
    );
    expect(() => layout.tensor("fc", "running")).toThrow("unknown parameter: fc.running_mean");
  });
});
