import {describe, expect, test} from "vitest";
import {namedNetwork} from "../../components/network/named.js";
import {allocate} from "../../components/plan/allocate.js";
import {gpuParts} from "../../components/plan/machines/webgpu/gpuParts.js";
import {createPlan, type Plan} from "../../components/plan/plan.js";
import {type Call, type Program, tensorsOf} from "../../components/plan/program.js";
import {activationTensor} from "../../components/plan/sizes.js";
import type {Tensor} from "../../components/plan/tensor.js";
import {deepNetworks} from "./networkKinds.js";

type Lifetime = [first: number, last: number];

function planOf(name: string, options: object, {batch = 4, withInput = false} = {}): Plan {
  const {expression, input} = namedNetwork(name, {size: 16, ...options});
  return createPlan(expression, input, {batch, parts: gpuParts, withInput});
}

function wholeOf(tensor: Tensor): Tensor {
  return tensor.whole ?? tensor;
}

/** The first and last call of a program that names each tensor in activation memory. */
function lifetimes({calls}: Program): Map<Tensor, Lifetime> {
  const found = new Map<Tensor, Lifetime>();
  calls.forEach((call, i) => {
    for (const tensor of tensorsOf(call).map(wholeOf))
      if (tensor.space === "activations") found.set(tensor, [found.get(tensor)?.[0] ?? i, i]);
  });
  return found;
}

/** The pairs of tensors that share a buffer while both are needed. */
function clashes({train, evaluate, observe, allocation}: Plan, pinned = new Set<Tensor>()): string[] {
  return [train, evaluate, observe].flatMap((program) => {
    const byBuffer = new Map<number, [Tensor, Lifetime][]>();
    for (const [tensor, [first, last]] of lifetimes(program)) {
      const home = allocation.bufferOf(tensor);
      const lifetime: Lifetime = [first, pinned.has(tensor) ? Infinity : last];
      byBuffer.set(home, [...(byBuffer.get(home) ?? []), [tensor, lifetime]]);
    }
    return [...byBuffer.values()].flatMap((tenants) =>
      tenants.flatMap(([a, [aFirst, aLast]], i) =>
        tenants
          .slice(i + 1)
          .filter(([, [first, last]]) => first <= aLast && aFirst <= last)
          .map(([b]) => `${program.name}: ${a.name} and ${b.name}`)
      )
    );
  });
}

function total(sizes: Iterable<number>): number {
  return [...sizes].reduce((sum, size) => sum + size, 0);
}

describe("allocate(programs)", () => {
  for (const [name, options] of deepNetworks) {
    describe(`${name} ${JSON.stringify(options)}`, () => {
      const plan = planOf(name, options);

      test("gives no two tensors that are needed at the same time one buffer", () => {
        expect(clashes(plan)).toEqual([]);
      });

      test("gives every tensor a buffer that holds it", () => {
        const {train, evaluate, observe, allocation} = plan;
        for (const tensor of [train, evaluate, observe].flatMap(({calls}) => calls.flatMap(tensorsOf))) {
          const {size, offset, space, whole} = tensor;
          if (space !== "activations") continue;
          if (whole) expect(offset + size, tensor.name).toBeLessThanOrEqual(whole.size);
          const buffer = allocation.buffers[allocation.bufferOf(tensor)];
          expect(offset + size, tensor.name).toBeLessThanOrEqual(buffer);
        }
      });

      test("lets no call read what no call before it has written", () => {
        for (const {calls} of [plan.train, plan.evaluate, plan.observe]) {
          const written = new Set<Tensor>();
          for (const {read, write} of calls) {
            for (const tensor of Object.values(read))
              if (tensor.space === "activations") expect(written, tensor.name).toContain(wholeOf(tensor));
            for (const tensor of Object.values(write)) written.add(wholeOf(tensor));
          }
        }
      });
    });
  }

  test("takes less than half of what the tensors of a network of 56 layers would take apart", () => {
    const {train, evaluate} = planOf("cifar-resnet-56", {width: 8}, {batch: 128});
    const apart = (program: Program) => total([...lifetimes(program).keys()].map(({size}) => size));
    expect(total(allocate([train]).buffers)).toBeLessThan(0.5 * apart(train)); // the activations remain
    expect(total(allocate([evaluate]).buffers)).toBeLessThan(0.06 * apart(evaluate));
  });

  test("takes for all programs hardly more than for the largest", () => {
    const {train, allocation} = planOf("cifar-resnet-56", {width: 8}, {batch: 128});
    expect(total(allocation.buffers)).toBeLessThan(1.01 * total(allocate([train]).buffers));
  });

  test("keeps a plan's output and input gradient until the end of their program", () => {
    const plan = planOf("cifar-resnet-20", {}, {withInput: true});
    const {output, trainOutput, inputGradient} = plan.tensors;
    expect(clashes(plan, new Set([output, trainOutput, inputGradient!]))).toEqual([]);
  });

  test("lets a chain of layers take turns in two buffers, three where one of them is pinned", () => {
    const {chain, tensors} = chainOf([8, 8, 8, 8, 8, 8]);
    expect(allocate([chain]).buffers).toEqual([8, 8]);
    const pinned = allocate([chain], new Set([tensors[1]]));
    expect(pinned.buffers).toEqual([8, 8, 8]);
    const others = tensors.slice(2).map((tensor) => pinned.bufferOf(tensor));
    expect(others).not.toContain(pinned.bufferOf(tensors[1]));
  });

  test("gives a small tensor no buffer that a large one would want", () => {
    const {chain} = chainOf([1000, 1000, 10, 1000, 1000]);
    expect(allocate([chain]).buffers.toSorted((a, b) => a - b)).toEqual([10, 1000, 1000]);
  });

  test("lets a buffer grow rather than take another", () => {
    const {chain} = chainOf([8, 8, 10, 10]);
    expect(allocate([chain]).buffers).toEqual([10, 10]);
  });

  test("gives programs that never run at the same time the same buffers", () => {
    const [one, other] = [chainOf([8, 8, 8]), chainOf([8, 8])];
    expect(allocate([one.chain, other.chain]).buffers).toEqual([8, 8]);
  });

  test("gives a part of a tensor the buffer of its whole", () => {
    const whole = activationTensor("whole", 16);
    const part: Tensor = {name: "part", space: "activations", size: 4, offset: 8, whole};
    const {bufferOf} = allocate([{name: "one", calls: [copy(part, activationTensor("y", 4))]}]);
    expect(bufferOf(part)).toBe(bufferOf(whole));
  });

  test("throws on a tensor that no program uses", () => {
    expect(() => allocate([]).bufferOf(activationTensor("other", 1))).toThrow(
      "unknown tensor: other; no program uses it"
    );
  });
});

function copy(x0: Tensor, y: Tensor): Call {
  return {kernel: {type: "combine", size: y.size, scales: [1], gated: false}, read: {x0}, write: {y}};
}

/** A program in which each tensor is made of the one before. */
function chainOf(sizes: number[]): {chain: Program; tensors: Tensor[]} {
  const tensors = sizes.map((size, i) => activationTensor(`x${i}`, size));
  return {chain: {name: "chain", calls: tensors.slice(1).map((y, i) => copy(tensors[i], y))}, tensors};
}
