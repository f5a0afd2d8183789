import {create, globals} from "webgpu";
import type {Host} from "./host.js";
import {findPytorch, pytorchImplementations} from "./pytorchImplementation.js";

let gpu: GPU; // Dawn's life ends with the last reference to it

/**
 * Returns a host in this process, with WebGPU by Dawn and, where python3 has torch, PyTorch. To be called once; Dawn
 * keeps the process alive until process.exit.
 */
export async function openNodeHost(): Promise<Host> {
  Object.assign(globalThis, globals);
  gpu = create(["backend=vulkan"]);
  const navigator = {gpu, userAgent: `Node.js ${process.version}`};
  Object.defineProperty(globalThis, "navigator", {value: navigator, configurable: true});
  // What follows looks for navigator.gpu when it is loaded.
  const {createHost} = await import("./host.js");
  const {implementations} = await import("./implementations.js");
  return createHost({
    implementations: [...implementations, ...pytorchImplementations],
    findPytorch
  });
}
