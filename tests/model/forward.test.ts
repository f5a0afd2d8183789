import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test} from "vitest";
import {forward, type ForwardContext} from "../../components/model/forward.js";
import {concat, type Expression, label, sequence, sum} from "../../components/network/expression.js";
import {
  activation,
  conv,
  dense,
  dropout,
  globalAveragePool,
  identity,
  localResponseNorm,
  norm,
  padChannels,
  relu,
  scale,
  subsample
} from "../../components/network/leaf.js";
import {outputShape} from "../../components/network/shapes.js";
import {openBackend} from "../../components/worker/backend.js";
import {numbers, relativeError} from "./numbers.js";

type Shape = [number, number, number, number];

const none: ForwardContext = {
  training: false,
  parameter(name) {
    throw new Error(`no parameter ${name}`);
  }
};

const size = (shape: Shape) => shape.reduce((a, b) => a * b);

async function run(network: Expression, x: ArrayLike<number>, shape: Shape, context = none) {
  const y = tf.tidy(() => forward(network, tf.tensor4d(Float32Array.from(x), shape), context));
  const values = await y.data<"float32">();
  y.dispose();
  return {shape: y.shape, values: [...values]};
}

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(async () => {
    await openBackend({only: backend});
  });

  // torch.nn.functional.local_response_norm has, of an even number of channels, one more below than above.
  test.each([5, 4, 1])(
    "forward(localResponseNorm) is x / (k + α / %i · Σ x²)^β over neighbours",
    async (window) => {
      const shape: Shape = [2, 1, 2, 7];
      const x = numbers(size(shape)).map((value) => 3 * value);
      const [channels, alpha, beta, k] = [7, 0.5, 0.75, 2];
      const expected = x.map((value, i) => {
        const start = i - (i % channels);
        let squares = 0;
        const [below, above] = [Math.floor(window / 2), Math.floor((window - 1) / 2)];
        for (let c = (i % channels) - below; c <= (i % channels) + above; c++)
          if (c >= 0 && c < channels) squares += x[start + c] ** 2;
        return value / (k + (alpha / window) * squares) ** beta;
      });
      const {values} = await run(localResponseNorm({size: window, alpha, beta, k}), x, shape);
      expect(relativeError(values, expected)).toBeLessThan(1e-6);
    }
  );

  for (const [height, width, stride] of [
    [5, 7, 2],
    [4, 6, 2],
    [7, 5, 3],
    [1, 3, 2],
    [4, 4, 1]
  ]) {
    const shape: Shape = [2, height, width, 3];
    const x = numbers(size(shape));
    const network = subsample(stride);
    const kept: number[] = [];
    for (let b = 0; b < 2; b++)
      for (let row = 0; row < height; row += stride)
        for (let column = 0; column < width; column += stride)
          for (let c = 0; c < 3; c++) kept.push(((b * height + row) * width + column) * 3 + c);

    test(`forward(subsample(${stride})) of ${height}×${width} keeps rows and columns 0, ${stride}, …`, async () => {
      const y = await run(network, x, shape);
      expect(y.shape).toEqual([2, ...outputShape(network, [height, width, 3])]);
      expect(y.values).toEqual(kept.map((i) => x[i]));
    });

    test(`forward(subsample(${stride})) of ${height}×${width} sends its gradient to what it kept`, async () => {
      const dy = numbers(kept.length, 2);
      const gradient = tf.tidy(() =>
        tf.grad((x) => tf.sum(tf.mul(tf.reshape(forward(network, x as tf.Tensor4D, none), [-1]), dy)))(
          tf.tensor4d(x, shape)
        )
      );
      const expected = new Float32Array(x.length);
      kept.forEach((i, j) => (expected[i] = dy[j]));
      expect(await gradient.data()).toEqual(expected);
    });
  }

  test("forward(padChannels(5)) appends zeros", async () => {
    const {shape, values} = await run(padChannels(5), [1, 2, 3, 4], [1, 2, 1, 2]);
    expect(shape).toEqual([1, 2, 1, 5]);
    expect(values).toEqual([1, 2, 0, 0, 0, 3, 4, 0, 0, 0]);
  });

  // torch.nn.Flatten of a volume with channels a, b over positions 0, 1 gives a0, a1, b0, b1.
  test("forward(dense) takes values in the order channels, height, width, as PyTorch does", async () => {
    const weight = tf.tensor2d([1000, 100, 10, 1], [4, 1]);
    const context = {
      ...none,
      parameter: (name: string) => (name === "fc.weight" ? weight : tf.tensor1d([0.5]))
    };
    const {shape, values} = await run(label("fc", dense(1)), [1, 2, 3, 4], [1, 1, 2, 2], context);
    expect(shape).toEqual([1, 1, 1, 1]);
    expect(values).toEqual([1324.5]); // a = 1, 3 and b = 2, 4
  });

  test("forward(sum, concat, scale) adds, joins and multiplies", async () => {
    const network = concat(sum(identity(), scale(-3), identity()), scale(10));
    const {shape, values} = await run(network, [1, 2, 3, 4], [1, 1, 2, 2]);
    expect(shape).toEqual([1, 1, 2, 4]);
    expect(values).toEqual([-1, -2, 10, 20, -3, -4, 30, 40]);
  });

  test("forward(relu, tanh, sigmoid) apply their functions", async () => {
    const x = [-2, -0.5, 0, 3];
    const of = async (leaf: Expression) => (await run(leaf, x, [1, 1, 2, 2])).values;
    expect(await of(relu())).toEqual([0, 0, 0, 3]);
    expect(relativeError(await of(activation("tanh")), x.map(Math.tanh))).toBeLessThan(1e-6);
    expect(
      relativeError(
        await of(activation("sigmoid")),
        x.map((v) => 1 / (1 + Math.exp(-v)))
      )
    ).toBeLessThan(1e-6);
  });

  test("forward(globalAveragePool) is the mean over positions", async () => {
    const {shape, values} = await run(globalAveragePool(), [1, 10, 2, 20, 3, 30, 6, 60], [1, 2, 2, 2]);
    expect(shape).toEqual([1, 1, 1, 2]);
    expect(values).toEqual([3, 30]);
  });

  test("forward(norm) in training needs no one who wants its statistics, and leaves no tensors", async () => {
    const one = tf.tensor1d([1, 1]);
    const context: ForwardContext = {training: true, parameter: () => one};
    const before = tf.memory().numTensors;
    const {values} = await run(norm(), [1, 5, 3, 5], [2, 1, 1, 2], context);
    expect(
      relativeError(values, [1 - 1 / Math.sqrt(1 + 1e-5), 1, 1 + 1 / Math.sqrt(1 + 1e-5), 1])
    ).toBeLessThan(1e-6);
    expect(tf.memory().numTensors).toBe(before);
    one.dispose();
  });
});

describe("forward(dropout(0.25))", () => {
  const shape: Shape = [1, 20, 20, 10];
  const ones = new Float32Array(4000).fill(1);
  const dropped = async (network: Expression, seed?: number) =>
    (await run(network, ones, shape, {...none, training: true, seed})).values;

  test("leaves values alone in evaluation", async () => {
    expect((await run(dropout(0.25), ones, shape)).values).toEqual([...ones]);
  });

  test("drops a quarter in training, and scales the others by 4/3", async () => {
    const values = await dropped(dropout(0.25), 1);
    expect([...new Set(values.map((value) => value.toFixed(5)))].sort()).toEqual(["0.00000", "1.33333"]);
    const share = values.filter((value) => value === 0).length / values.length;
    expect(Math.abs(share - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / 4000)); // five deviations
  });

  // Computed by hand in Python; integers alone decide what is dropped.
  test("drops by seed and layer, the same everywhere", async () => {
    const values = await dropped(label("fc.dropout", dropout(0.25)), 7);
    const first = values.slice(0, 24).map((value) => (value === 0 ? 0 : 1));
    expect(first.join("")).toBe("110111111111111110100100");
  });

  test("drops alike for one seed, 0 included, and differently for another", async () => {
    expect(await dropped(dropout(0.25), 0)).toEqual(await dropped(dropout(0.25), 0));
    expect(await dropped(dropout(0.25), 0)).toEqual(await dropped(dropout(0.25)));
    expect(await dropped(dropout(0.25), 1)).not.toEqual(await dropped(dropout(0.25), 2));
  });

  test("drops differently in two layers of one shape", async () => {
    const values = await dropped(sequence(dropout(0.5), dropout(0.5)), 1);
    const share = values.filter((value) => value === 0).length / values.length; // a half if both dropped alike
    expect(Math.abs(share - 0.75)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / 4000));
  });
});

test("forward(network) throws on a leaf it does not know", () => {
  expect(() => forward({type: "attention"} as never, tf.zeros([1, 1, 1, 1]), none)).toThrow(
    'unknown leaf: {"type":"attention"}'
  );
});

test("forward(conv with bias) adds the bias to every position", async () => {
  const context = {
    ...none,
    parameter: (name: string) =>
      name === "conv.weight" ? tf.tensor4d([2], [1, 1, 1, 1]) : tf.tensor1d([0.5])
  };
  const {values} = await run(conv(1, 1, {bias: true}), [1, 2, 3, 4], [1, 2, 2, 1], context);
  expect(values).toEqual([2.5, 4.5, 6.5, 8.5]);
});
