import * as tf from "@tensorflow/tfjs";
import type {BackendName} from "../../components/experiment/backend.js";
import {openBackend} from "../../components/worker/backend.js";
import type {PlanRunner} from "../../components/worker/openModel.js";

/** A tfjs backend that is set when it is used. */
export interface OwnBackend {
  readonly device: string;
  /** Rejects when the device is lost, as for want of memory; what waits for it may never hear of it. */
  readonly lost: Promise<never>;
  /** What runs plans on the same device; absent where there are none. */
  readonly plans?: PlanRunner;
  use(): Promise<void>;
  close(): void;
}

let wasmFolder: string | undefined;

/** Sets the folder of tfjs's wasm files, with a slash at its end, for all backends opened from now on. */
export function setWasmFolder(folder: string): void {
  wasmFolder = folder;
}

/**
 * Opens a tfjs backend; on WebGPU one of its own, with its own device: implementations that shared a backend would also
 * share its pool of buffers, and the second to come would seem to need no memory.
 */
export async function openOwnBackend(name: BackendName): Promise<OwnBackend> {
  const tfjsName = name === "webgpu-software" ? "webgpu" : name;
  const {registry} = tf.engine();
  if (tfjsName === "webgpu") delete registry.webgpu; // else openBackend disposes the other one
  const {device, lost, plans} = await openBackend({only: name, wasmFolder});
  const own = registry[tfjsName];
  return {
    device,
    lost,
    plans,
    async use() {
      registry[tfjsName] = own;
      await tf.setBackend(tfjsName);
    },
    close() {
      if (tfjsName !== "webgpu") return;
      if (registry.webgpu === own) delete registry.webgpu;
      own.dispose();
    }
  };
}
