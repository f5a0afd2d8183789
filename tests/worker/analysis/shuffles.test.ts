import {beforeAll, describe, expect, test} from "vitest";
import {createModel} from "../../../components/model/model.js";
import {blockShapes} from "../../../components/network/blockShapes.js";
import {type Expression, group, sequence} from "../../../components/network/expression.js";
import {type NamedNetwork, namedNetwork} from "../../../components/network/named.js";
import {kendallTau, shufflePlan} from "../../../components/worker/analysis/shufflePlan.js";
import {shuffledState, shuffles} from "../../../components/worker/analysis/shuffles.js";
import {testImages, testResult} from "../../../components/worker/analysis/testError.js";
import {openBackend} from "../../../components/worker/backend.js";
import {tinyDataset} from "../tinyDataset.js";
import {subjectOf, trainedState} from "./subjects.js";

const images = testImages(tinyDataset(), 12);
const net = (name: string): NamedNetwork => namedNetwork(name, {width: 3, size: 16});
const blocksOf = ({expression, input}: NamedNetwork) => blockShapes(expression, input);

beforeAll(async () => {
  await openBackend({only: "wasm"}); // for the reference executor
});

describe("kendallTau(order)", () => {
  test("is 1 in order, −1 reversed, and counts pairs between", () => {
    expect(kendallTau([0, 1, 2, 3])).toBe(1);
    expect(kendallTau([3, 2, 1, 0])).toBe(-1);
    expect(kendallTau([1, 0, 2, 3])).toBeCloseTo(1 - 2 / 6, 12);
    expect(kendallTau([3, 1, 2, 0])).toBeCloseTo(1 - (2 * 5) / 6, 12);
    expect([kendallTau([]), kendallTau([0])]).toEqual([1, 1]);
  });
});

describe("shufflePlan(blocks, wish, seed)", () => {
  const blocks = blocksOf(net("cifar-resnet-26")); // four a stage

  test("moves blocks within their stage only, never those that change the shape", () => {
    const planned = shufflePlan(blocks, {swaps: [20], repeats: 30}, 1);
    const stages = planned.flatMap(({order}) =>
      order.map((from, to) => [Math.floor(from / 4), Math.floor(to / 4)])
    );
    expect(stages.every(([from, to]) => from === to)).toBe(true);
    for (const {order, tau} of planned) {
      expect([order[4], order[8]]).toEqual([4, 8]);
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({length: 12}, (_, i) => i));
      expect(tau).toBe(kendallTau(order));
    }
    expect(planned.some(({order}) => order[0] !== 0)).toBe(true); // the first has the shape of its stage
  });

  test("swaps as often as wished, one pair after the other, by the seed and the number alone", () => {
    const one = shufflePlan(blocks, {swaps: [1], repeats: 12}, 1);
    for (const {order, swaps} of one) {
      expect(swaps).toBe(1);
      expect(order.filter((from, to) => from !== to)).toHaveLength(2);
    }
    expect(shufflePlan(blocks, {swaps: [5, 1], repeats: 12}, 1).slice(12)).toEqual(one);
    expect(shufflePlan(blocks, {swaps: [1], repeats: 12}, 2)).not.toEqual(one);
    expect(shufflePlan(blocks, {swaps: [0]}, 1)).toEqual([
      {swaps: 0, order: Array.from({length: 12}, (_, i) => i), tau: 1}
    ]);
    const meanTau = (swaps: number) =>
      shufflePlan(blocks, {swaps: [swaps], repeats: 50}, 1).reduce((sum, {tau}) => sum + tau / 50, 0);
    expect(1).toBeGreaterThan(meanTau(1));
    expect(meanTau(1)).toBeGreaterThan(meanTau(3) + 0.02);
  });

  test("throws where no two blocks can change places, and at numbers that are none", () => {
    const three = blocksOf(net("cifar-resnet-8")); // one a stage
    expect(() => shufflePlan(three, {swaps: [1]}, 1)).toThrow(
      "invalid swaps: 1; no two of the 3 blocks have one shape in one stage"
    );
    expect(shufflePlan(three, {swaps: [0]}, 1)).toHaveLength(1);
    expect(shufflePlan([], {swaps: [0]}, 1)).toEqual([{swaps: 0, order: [], tau: 1}]);
    expect(() => shufflePlan(blocks, {swaps: [-1]}, 1)).toThrow("invalid swaps: -1; it must be an integer");
  });
});

describe("shuffledState(state, blocks, order)", () => {
  test("gives each place the parameters and statistics of the block that comes there, and copies nothing", () => {
    const [a, b, bn, stem] = [1, 2, 3, 4].map((value) => Float32Array.of(value));
    const state = {"conv1.weight": stem, "l.1.w": a, "l.1.bn.running_mean": bn, "l.10.w": b};
    const moved = shuffledState(state, ["l.1", "l.10"], [1, 0]);
    expect(moved).toEqual({"conv1.weight": stem, "l.10.w": a, "l.10.bn.running_mean": bn, "l.1.w": b});
    expect(moved["l.10.w"]).toBe(a);
  });
});

describe("shuffles(subject, state, planned)", () => {
  for (const kind of ["resnet", "plain"]) {
    test(`are what the ${kind} network with its blocks in that order gives`, async () => {
      const network = net(`cifar-${kind}-20`);
      const state = await trainedState(network);
      for (const path of ["plan", "reference"] as const) {
        const subject = await subjectOf(network, {state, executor: path});
        const planned = shufflePlan(blocksOf(network), {swaps: [0, 1, 4], repeats: 2}, 3);
        const found = await shuffles(subject, {state, images}, planned);
        expect(found.map(({swaps, order, tau}) => ({swaps, order, tau}))).toEqual(planned);
        for (const {order, lossNats, error} of found) {
          const model = createModel(reordered(network.expression, order), network.input);
          model.load(state);
          const expected = await testResult(model, images);
          expect(lossNats, order.join()).toBeCloseTo(expected.lossNats, 4);
          expect(error).toBe(expected.error);
          model.dispose();
        }
        expect(found[1].lossNats).not.toBeCloseTo(found[0].lossNats, 5);
        const after = await testResult(subject.model, images);
        expect(after.lossNats).toBeCloseTo(found[0].lossNats, 6);
        subject.model.dispose();
      }
    });
  }
});

/** A network whose blocks stand in another order under their old names. */
function reordered(network: Expression, order: readonly number[]): Expression {
  const {parts} = network as Extract<Expression, {type: "sequence"}>;
  let first = 0;
  return sequence(
    ...parts.map((part) => {
      if (part.type !== "group" || part.role !== "stage") return part;
      const {parts: blocks} = part.body as Extract<Expression, {type: "sequence"}>;
      const own = order.slice(first, first + blocks.length).map((from) => blocks[from - first]);
      first += blocks.length;
      return group(sequence(...own), {label: part.label, role: part.role});
    })
  );
}
