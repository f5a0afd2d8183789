import * as tf from "@tensorflow/tfjs";
import {registerWasmConvolutionGradients} from "../model/wasmKernels.js";
import {registerWasmMaxPoolGradient} from "../model/wasmMaxPoolGradient.js";
import {hasSimd} from "../plan/machines/wasm/simd.js";

// Sets the backend of TensorFlow.js, on which the reference executor runs, and proves it by a small gradient. To be
// imported when there is something for the reference executor to do: it is large.

let wasmFolderSet = false; // setWasmPaths may be called once only
let wasmFailed = false;

/** Sets WebAssembly. *folder* is that of tfjs's wasm files, with a slash at its end. */
export async function setWasm(folder?: string): Promise<void> {
  const {setWasmPaths} = await import("@tensorflow/tfjs-backend-wasm");
  if (folder && !wasmFolderSet) setWasmPaths(folder);
  wasmFolderSet = true;
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false); // its file of several threads is not on this site
  registerWasmConvolutionGradients();
  registerWasmMaxPoolGradient();
  if (folder && wasmFailed) await checkFile(`${folder}tfjs-backend-wasm${hasSimd() ? "-simd" : ""}.wasm`);
  try {
    await use("wasm");
  } catch (cause) {
    wasmFailed = true;
    throw new Error(`${(cause as Error).message}; its file may not have come`, {cause}); // tfjs does not tell
  }
}

/** Rejects if a file cannot be had. TensorFlow.js tells of that the first time only, and then waits for ever. */
async function checkFile(url: string): Promise<void> {
  const {ok, status} = await fetch(url, {method: "HEAD"});
  if (!ok) throw new Error(`Failed to fetch ${url}: ${status}`);
}

/** Sets WebGPU, on a *device* of our own. */
export async function setWebgpu(device: GPUDevice, info: GPUAdapterInfo): Promise<void> {
  const {WebGPUBackend} = await import("@tensorflow/tfjs-backend-webgpu");
  forget("webgpu");
  tf.registerBackend("webgpu", () => new WebGPUBackend(device, info as never), 3);
  await use("webgpu");
}

/** Sets WebGL, and returns its device's name. */
export async function setWebgl(): Promise<string> {
  await use("webgl");
  const {gpgpu} = tf.backend() as unknown as {gpgpu: {gl: WebGLRenderingContext}};
  return webglRenderer(gpgpu.gl);
}

/** Sets JavaScript. */
export async function setCpu(): Promise<void> {
  await use("cpu");
}

function webglRenderer(gl: WebGLRenderingContext): string {
  const extension = gl.getExtension("WEBGL_debug_renderer_info");
  return String(gl.getParameter(extension ? extension.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

async function use(backend: string): Promise<void> {
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js cannot start its ${backend} backend`);
  await tf.ready();
  await prove();
}

/** Removes a backend whose device may be gone, and frees what can still be freed. */
function forget(backend: string): void {
  if (!tf.findBackendFactory(backend)) return;
  try {
    tf.removeBackend(backend);
  } catch {
    // a lost device cannot free its buffers: the browser has freed them
  }
}

/** Throws unless a convolution and its gradient give the right numbers. */
async function prove(): Promise<void> {
  const gradient = tf.tidy(() => {
    const x = tf.ones<tf.Rank.R4>([1, 3, 3, 1]);
    return tf.grad((filter) => tf.sum(tf.conv2d(x, filter as tf.Tensor4D, 1, 1)))(tf.ones([3, 3, 1, 1]));
  });
  const values = await gradient.data();
  gradient.dispose();
  if ([...values].join() !== "4,6,4,6,9,6,4,6,4") throw new Error("it computes a wrong gradient");
}
