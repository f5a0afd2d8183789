import {type BackendName, backendNames} from "../../components/experiment/backend.js";
import {createModel} from "../../components/model/model.js";
import {replaceReduceGradients} from "../../components/model/reduceGradients.js";
import type {Implementation} from "./implementation.js";
import {openOwnBackend} from "./tfjsBackend.js";

/** Our reference executor: TensorFlow.js operations, with gradients of our own for batch normalization and sums. */
export const referenceImplementation: Implementation = {
  name: "reference",
  backends: backendNames,
  async create({config, network, input, images, labels, sgd, seed}, name) {
    const backend = await openOwnBackend(name as BackendName);
    const model = createModel(network, input, {seed});
    const step = () => (config.forward ? model.evaluate(images, labels) : model.step(images, labels, sgd));
    return {
      async use() {
        await backend.use();
        replaceReduceGradients();
      },
      step: async () => (await Promise.race([step(), backend.lost])).lossNats,
      dispose() {
        model.dispose();
        backend.close();
      }
    };
  }
};
