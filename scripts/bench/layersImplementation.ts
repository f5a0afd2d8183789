import * as tf from "@tensorflow/tfjs";
import {type BackendName, backendNames} from "../../components/experiment/backend.js";
import type {Implementation} from "./implementation.js";
import {layersNetwork} from "./layersNetwork.js";
import type {Task} from "./task.js";
import {openOwnBackend} from "./tfjsBackend.js";

/** The gradients that tfjs comes with; the reference executor puts others in their place. */
const stockGradients = [tf.Sum, tf.Mean].map((kernel) => tf.getGradient(kernel)!);

/** TensorFlow.js as its users write it: a model of tf.layers and `trainOnBatch`. */
export const layersImplementation: Implementation = {
  name: "layers",
  backends: backendNames,
  async create(task, name) {
    const backend = await openOwnBackend(name as BackendName);
    const {batch, classes, sgd} = task;
    const model = layersNetwork(task);
    model.compile({
      optimizer: tf.train.momentum(sgd.learningRate, sgd.momentum),
      loss: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits)
    });
    return {
      async use() {
        await backend.use();
        useStockGradients();
      },
      async step() {
        if (task.config.forward) return Promise.race([predictedLoss(model, task), backend.lost]);
        const images = tf.tensor4d(task.images, [batch, ...task.input]);
        const labels = tf.tidy(() =>
          tf.cast(tf.oneHot(tf.tensor1d(task.labels, "int32"), classes), "float32")
        );
        const loss = await Promise.race([model.trainOnBatch(images, labels), backend.lost]);
        tf.dispose([images, labels]);
        return loss as number;
      },
      dispose() {
        model.dispose();
        backend.close();
      }
    };
  }
};

/** The loss of what a model predicts, by running statistics. */
async function predictedLoss(model: tf.LayersModel, {images, labels, batch, input}: Task): Promise<number> {
  const loss = tf.tidy(() => {
    const logits = tf.reshape(model.predict(tf.tensor4d(images, [batch, ...input])) as tf.Tensor, [
      batch,
      -1
    ]);
    const oneHot = tf.oneHot(tf.tensor1d(labels, "int32"), logits.shape[1]!);
    return tf.losses.softmaxCrossEntropy(tf.cast(oneHot, "float32"), logits);
  });
  const [value] = await loss.data();
  loss.dispose();
  return value;
}

function useStockGradients(): void {
  for (const gradient of stockGradients) {
    tf.unregisterGradient(gradient.kernelName);
    tf.registerGradient(gradient);
  }
}
