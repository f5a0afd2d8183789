import {sum} from "d3-array";
import {permute} from "../../components/weights/pytorchLayout.js";
import type {Implementation} from "./implementation.js";
import {onnxFile} from "./onnxFile.js";

/** Where a bench page finds onnxruntime-web, if this machine has it; it is no dependency, of 130 MB. */
export const onnxruntimeFolder = "onnxruntime";

/** What is used of onnxruntime-web. */
interface OnnxRuntime {
  env: {wasm: {numThreads: number; wasmPaths: string}};
  InferenceSession: {create(file: Uint8Array, options: {executionProviders: string[]}): Promise<OnnxSession>};
  Tensor: new (type: "float32", values: Float32Array, shape: readonly number[]) => object;
}

interface OnnxSession {
  run(inputs: {images: object}): Promise<{logits: {data: Float32Array}}>;
  release(): Promise<void>;
}

/** ONNX Runtime for browsers, on one thread of WebAssembly: forward passes alone. */
export const onnxImplementation: Implementation = {
  name: "onnxruntime",
  backends: ["wasm"],
  async create(task) {
    if (!task.config.forward) throw new Error("it is here for forward passes alone");
    const runtime = await loadRuntime();
    const {batch, input, labels} = task;
    const [height, width, channels] = input;
    const options = {executionProviders: ["wasm"]};
    const session = await runtime.InferenceSession.create(onnxFile(task), options);
    const shape = [batch, channels, height, width];
    const values = permute(task.images, [batch, ...input], [0, 3, 1, 2]);
    return {
      async step() {
        const {logits} = await session.run({images: new runtime.Tensor("float32", values, shape)});
        return crossEntropy(logits.data, labels);
      },
      dispose: () => void session.release()
    };
  }
};

async function loadRuntime(): Promise<OnnxRuntime> {
  const folder = new URL(`${onnxruntimeFolder}/`, location.href).href;
  const loaded = import(`${folder}ort.wasm.min.mjs`) as Promise<OnnxRuntime>;
  const runtime = await loaded.catch(() => {
    throw new Error("onnxruntime-web is not there: npm install --no-save onnxruntime-web");
  });
  runtime.env.wasm.numThreads = 1;
  runtime.env.wasm.wasmPaths = folder;
  return runtime;
}

/** The mean of −log softmax, in nats. */
function crossEntropy(logits: Float32Array, labels: Int32Array): number {
  const classes = logits.length / labels.length;
  const losses = Array.from(labels, (label, image) => {
    const row = logits.subarray(image * classes, (image + 1) * classes);
    const top = Math.max(...row);
    return top + Math.log(sum(row, (logit) => Math.exp(logit - top))) - row[label];
  });
  return sum(losses) / labels.length;
}
