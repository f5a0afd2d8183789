import {create, globals} from "webgpu";

let gpu: GPU | undefined; // Dawn's life ends with the last reference to it

/**
 * Gives this process the WebGPU of browsers, by Dawn, on the graphics card that Vulkan (or Metal, or D3D) finds. Before
 * anything that looks for navigator.gpu is loaded; and end with process.exit, since Dawn keeps a process alive.
 */
export function openDawn(): void {
  if (gpu) return;
  Object.assign(globalThis, globals);
  gpu = create([]);
  const navigator = {gpu, userAgent: `Node.js ${process.version}`};
  Object.defineProperty(globalThis, "navigator", {value: navigator, configurable: true});
}
