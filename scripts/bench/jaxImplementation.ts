import * as jax from "@jax-js/jax";
import {momentum as newShare} from "../../components/model/normConstants.js";
import {permute} from "../../components/weights/pytorchLayout.js";
import type {BenchBackend, Implementation} from "./implementation.js";
import {type JaxArray, jaxLoss, jaxParameters, jaxStatistics} from "./jaxNetwork.js";

type Arrays = Record<string, JaxArray>;

const devices: Partial<Record<BenchBackend, jax.Device>> = {
  webgpu: "webgpu",
  "webgpu-software": "webgpu",
  webgl: "webgl",
  wasm: "wasm"
};

/** jax-js: the whole step in one `jit(valueAndGrad)`, with running statistics and SGD. */
export const jaxImplementation: Implementation = {
  name: "jax",
  backends: Object.keys(devices) as BenchBackend[],
  async create(task, backend) {
    if (task.config.forward) throw new Error("it is here for training alone");
    const device = devices[backend]!;
    const found = await jax.init(device);
    if (!found.includes(device)) throw new Error(`jax-js has no ${device} here`);
    jax.defaultDevice(device);
    const {batch, input, classes, sgd} = task;
    const [height, width, channels] = input;
    const images = permute(task.images, [batch, ...input], [0, 3, 1, 2]);
    const oneHot = new Float32Array(batch * classes);
    task.labels.forEach((label, image) => (oneHot[image * classes + label] = 1));

    const differentiated = jax.valueAndGrad(jaxLoss(task), {hasAux: true});
    const stepped = jax.jit((p: Arrays, v: Arrays, s: Arrays, x: JaxArray, y: JaxArray) => {
      const [[loss, batchStatistics], gradients] = differentiated(jax.tree.ref(p), x, y) as unknown as [
        [JaxArray, Arrays],
        Arrays
      ];
      const [parameters, velocities, statistics]: Arrays[] = [{}, {}, {}];
      for (const name in p) {
        velocities[name] = v[name].mul(sgd.momentum).add(gradients[name]);
        parameters[name] = p[name].sub(velocities[name].ref.mul(sgd.learningRate));
      }
      for (const name in s)
        statistics[name] = s[name].mul(1 - newShare).add(batchStatistics[name].mul(newShare));
      return [loss, parameters, velocities, statistics];
    });

    let parameters = jaxParameters(task);
    let velocities: Arrays = Object.fromEntries(
      Object.entries(parameters).map(([name, {shape}]) => [name, jax.numpy.zeros(shape)])
    );
    let statistics = jaxStatistics(task);
    return {
      async use() {
        jax.defaultDevice(device);
      },
      async step() {
        const x = jax.numpy.array(images).reshape([batch, channels, height, width]);
        const y = jax.numpy.array(oneHot).reshape([batch, classes]);
        const [loss, ...rest] = stepped(parameters, velocities, statistics, x, y) as unknown as [
          JaxArray,
          Arrays,
          Arrays,
          Arrays
        ];
        [parameters, velocities, statistics] = rest;
        return (await loss.data())[0];
      },
      dispose() {
        jax.tree.dispose([parameters, velocities, statistics]);
        stepped.dispose();
      }
    };
  }
};
