import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test} from "vitest";
import {
  batchNormTraining,
  type BatchStatistics,
  normalizeBy,
  updateRunning
} from "../../components/model/batchNorm.js";
import {createModel} from "../../components/model/model.js";
import {label} from "../../components/network/expression.js";
import {norm} from "../../components/network/leaf.js";
import {openBackend} from "../../components/worker/backend.js";
import {numbers, randomTensor, relativeError} from "./numbers.js";

const zero = (): tf.Scalar => tf.scalar(0);

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(async () => {
    await openBackend({only: backend});
  });

  // 1, 2, 3, 6: mean 3, variance 14/4 biased and 14/3 unbiased. 10, 10, 10, 14: mean 11, variance 12/4 and 12/3.
  test("batchNormTraining(x) normalizes each channel by its biased statistics", async () => {
    const kept: BatchStatistics[] = [];
    const y = tf.tidy(() => {
      const x = tf.tensor4d([1, 10, 2, 10, 3, 10, 6, 14], [2, 1, 2, 2]);
      return batchNormTraining(x, tf.tensor1d([1, 2]), tf.tensor1d([0, 5]), (s) => kept.push(s));
    });
    const [{mean, variance}] = kept;
    expect([...(await mean.data())]).toEqual([3, 11]);
    expect([...(await variance.data())]).toEqual([3.5, 3]);
    const [s, t] = [Math.sqrt(3.5 + 1e-5), Math.sqrt(3 + 1e-5)];
    const expected = [-2 / s, 5 - 2 / t, -1 / s, 5 - 2 / t, 0, 5 - 2 / t, 3 / s, 5 + 6 / t];
    expect(relativeError(await y.data(), expected)).toBeLessThan(1e-6);
    tf.dispose([y, mean, variance]);
  });

  test("updateRunning(running, batch) is 0.9·running + 0.1·batch, the variance's batch unbiased", async () => {
    const mean = tf.tidy(() => updateRunning(tf.tensor1d([0, 1]), tf.tensor1d([3, 11])));
    const variance = tf.tidy(() => updateRunning(tf.tensor1d([1, 2]), tf.tensor1d([3.5, 3]), 4 / 3));
    expect(relativeError(await mean.data(), [0.3, 2])).toBeLessThan(1e-6);
    expect(relativeError(await variance.data(), [0.9 + 14 / 30, 1.8 + 0.4])).toBeLessThan(1e-6);
    tf.dispose([mean, variance]);
  });

  // torch.nn.BatchNorm2d(2) gives running_mean [0.3, 1.1] and running_var [0.9 + 0.1·14/3, 0.9 + 0.1·4] for this batch.
  test("gradients(x) moves a model's running statistics as PyTorch does, once a batch", async () => {
    const model = createModel(label("bn", norm()), [1, 2, 2]);
    const x = tf.tensor4d([1, 10, 2, 10, 3, 10, 6, 14], [2, 1, 2, 2]);
    const run = () => {
      const {output, loss, gradients} = model.gradients(x, (y) => tf.sum(tf.mul(y, y)));
      tf.dispose([output, loss, ...gradients.values()]);
    };
    run();
    const first = await model.state();
    run();
    const second = await model.state();
    const variances = [14 / 3, 4];
    const twice = (start: number, batch: number) => 0.9 * (0.9 * start + 0.1 * batch) + 0.1 * batch;
    expect(relativeError(first["bn.running_mean"], [0.3, 1.1])).toBeLessThan(1e-6);
    expect(
      relativeError(
        first["bn.running_var"],
        variances.map((v) => 0.9 + 0.1 * v)
      )
    ).toBeLessThan(1e-6);
    expect(relativeError(second["bn.running_mean"], [twice(0, 3), twice(0, 11)])).toBeLessThan(1e-6);
    expect(
      relativeError(
        second["bn.running_var"],
        variances.map((v) => twice(1, v))
      )
    ).toBeLessThan(1e-6);
    x.dispose();
    model.dispose();
  });

  test("predict(x) uses the running statistics, and leaves them", async () => {
    const model = createModel(label("bn", norm()), [1, 1, 1]);
    model.load({
      "bn.running_mean": Float32Array.of(2),
      "bn.running_var": Float32Array.of(9),
      "bn.weight": Float32Array.of(4),
      "bn.bias": Float32Array.of(1)
    });
    const before = await model.state();
    const y = tf.tidy(() => model.predict(tf.tensor4d([5, -1], [2, 1, 1, 1])));
    const expected = [1 + 12 / Math.sqrt(9 + 1e-5), 1 - 12 / Math.sqrt(9 + 1e-5)];
    expect(relativeError(await y.data(), expected)).toBeLessThan(1e-6);
    expect(await model.state()).toEqual(before);
    y.dispose();
    model.dispose();
  });

  test("batchNormTraining has the gradient of its formula, as tfjs derives it", async () => {
    const x = randomTensor<tf.Tensor4D>([3, 2, 5, 4]);
    const [gamma, beta] = [randomTensor<tf.Tensor1D>([4], 2), randomTensor<tf.Tensor1D>([4], 3)];
    const weighted = (y: tf.Tensor) => tf.sum(tf.mul(y, tf.tensor(numbers(y.size, 4), y.shape)));
    const ours = tf.grads((x, gamma, beta) =>
      weighted(
        batchNormTraining(x as tf.Tensor4D, gamma as tf.Tensor1D, beta as tf.Tensor1D, (s) =>
          tf.dispose([s.mean, s.variance])
        )
      )
    )([x, gamma, beta]);
    const formula = tf.grads((x, gamma, beta) => {
      const centred = tf.sub(x, tf.mean(x, [0, 1, 2]));
      const variance = tf.mean(tf.square(centred), [0, 1, 2]);
      return weighted(tf.add(tf.mul(gamma, tf.div(centred, tf.sqrt(tf.add(variance, 1e-5)))), beta));
    })([x, gamma, beta]);
    for (const [i, gradient] of ours.entries()) {
      expect(relativeError(await gradient.data(), await formula[i].data())).toBeLessThan(1e-5);
    }
    tf.dispose([x, gamma, beta, ...ours, ...formula]);
  });

  test("normalizeBy(x) has no gradient of its own statistics: a shift of x shifts the result", async () => {
    const gradient = tf.tidy(() => {
      const statistics = {mean: tf.tensor1d([2]), variance: tf.tensor1d([4 - 1e-5])};
      return tf.grad((x) =>
        tf.add(zero(), tf.sum(normalizeBy(x as tf.Tensor4D, statistics, tf.tensor1d([3]), tf.tensor1d([0]))))
      )(tf.ones([2, 1, 1, 1]));
    });
    expect(relativeError(await gradient.data(), [1.5, 1.5])).toBeLessThan(1e-6);
    gradient.dispose();
  });
});
