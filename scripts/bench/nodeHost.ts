import {openDawn} from "../dawn.js";
import type {Host} from "./host.js";
import {findPytorch, pytorchImplementations} from "./pytorchImplementation.js";

/**
 * Returns a host in this process, with WebGPU by Dawn and, where python3 has torch, PyTorch. To be called once; Dawn
 * keeps the process alive until process.exit.
 */
export async function openNodeHost(): Promise<Host> {
  openDawn();
  // What follows looks for navigator.gpu when it is loaded.
  const {createHost} = await import("./host.js");
  const {implementations} = await import("./implementations.js");
  return createHost({
    implementations: [...implementations, ...pytorchImplementations],
    findPytorch
  });
}
